"""Colours, sizes, fonts and icons by name: what decides how things look."""

from enum import StrEnum
from functools import cache
from string import Template

import msgspec
from PySide6.QtCore import QBuffer, QDir, QObject, QSize, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QIcon, QImageReader, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QWidget

from resources import resource
from ui.palettes import DARK, LIGHT, Palette

BASE_TEXT_PX = 15
FIELD_INDENT_PX = 8


class Look(StrEnum):
    """What the user chose: light, dark, or whatever the computer uses."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class TextSize(StrEnum):
    """The three text sizes of the size switch."""

    STANDARD = "standard"
    LARGE = "large"
    HUGE = "huge"


TEXT_PX = {TextSize.STANDARD: 15, TextSize.LARGE: 18, TextSize.HUGE: 21}


class Measures(msgspec.Struct, frozen=True):
    """Every length of the style sheet in device-independent pixels."""

    text: int
    small: int
    tiny: int
    heading: int
    title: int
    figure: int
    control: int
    row: int
    gap: int
    pad: int
    radius: int
    rail_width: int
    rail_row: int
    field: int
    cell: int
    pad_focus: int
    badge_radius: int
    indicator: int
    indicator_radius: int


def measures(size: TextSize) -> Measures:
    """Return the lengths that belong to a text size."""

    def px(at_standard: int) -> int:
        return round(at_standard * TEXT_PX[size] / BASE_TEXT_PX)

    return Measures(
        text=px(15),
        small=px(13),
        tiny=px(12),
        heading=px(15),
        title=px(19),
        figure=px(28),
        control=px(32),
        row=px(34),
        gap=px(10),
        pad=px(16),
        radius=6,
        rail_width=px(112),
        rail_row=px(37),
        field=px(30),
        cell=px(26),
        pad_focus=px(16) - 1,
        badge_radius=px(8),
        indicator=px(17),
        indicator_radius=px(17) // 2,
    )


class Theme(QObject):
    """The look in use; everything painted by hand asks it and listens to `changed`."""

    changed = Signal()

    def __init__(self, look: Look = Look.SYSTEM, size: TextSize = TextSize.STANDARD):
        super().__init__()
        self.look = look
        self.size = size
        self.palette = chosen_palette(look)
        self.measures = measures(size)

    def use(self, look: Look, size: TextSize) -> None:
        """Dress the whole program in `look` and `size`, at once."""
        self.look, self.size = look, size
        self.palette = chosen_palette(look)
        self.measures = measures(size)
        self.dress()

    def dress(self) -> None:
        """Give the application its font, palette and style sheet."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        font = app.font()
        font.setPixelSize(self.measures.text)
        app.setFont(font)
        app.setPalette(qt_palette(self.palette))
        app.setStyleSheet(style_sheet(self.palette, self.measures))
        self.changed.emit()

    def px(self, at_standard: int) -> int:
        """Return a length drawn for the standard size, scaled to the size in use."""
        return round(at_standard * self.measures.text / BASE_TEXT_PX)

    def colour(self, name: str) -> QColor:
        """Return the colour called `name` in the palette in use."""
        return QColor(getattr(self.palette, name))

    def brush(self, name: str) -> QBrush:
        """Return the colour called `name` as paint for a table's words."""
        return QBrush(self.colour(name))

    def font(self, name: str = "text", *, bold: bool = False) -> QFont:
        """Return the program's font in the size called `name`."""
        font = QApplication.font()
        font.setPixelSize(getattr(self.measures, name))
        font.setBold(bold)
        return font

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """Return our own icon `name` painted in the palette's `colour`."""
        return QIcon(self.pixmap(name, colour, self.px(20)))

    def pixmap(self, name: str, colour: str, side: int) -> QPixmap:
        """Return our own icon as a square picture of `side` pixels."""
        return _drawing(name, getattr(self.palette, colour), side, _pixel_ratio())


def chosen_palette(look: Look) -> Palette:
    """Return the palette a look means on this computer, now."""
    if look is Look.SYSTEM:
        return DARK if _computer_is_dark() else LIGHT
    return DARK if look is Look.DARK else LIGHT


def _computer_is_dark() -> bool:
    """Tell by this computer's own colours, which show when ours are taken off."""
    QApplication.setPalette(QPalette())
    return QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def style_sheet(palette: Palette, lengths: Measures) -> str:
    """Return the style sheet of the whole program."""
    names = msgspec.structs.asdict(palette) | msgspec.structs.asdict(lengths)
    return Template(_sheet()).substitute(names)


def mark(widget: QWidget, **properties: object) -> None:
    """Set style properties (`tone`, `part` …) and let the style sheet see them."""
    changed = [
        name for name, value in properties.items() if widget.property(name) != value
    ]
    if not changed:
        return
    for name in changed:
        widget.setProperty(name, properties[name])
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def indent(box: QAbstractSpinBox) -> None:
    """Let a box's text begin where other fields' does: its style sheet cannot say so."""
    box.lineEdit().setTextMargins(FIELD_INDENT_PX, 0, FIELD_INDENT_PX, 0)


def qt_palette(palette: Palette) -> QPalette:
    """Return Qt's own palette, for what the style sheet leaves to Qt."""
    roles = {
        QPalette.ColorRole.Window: palette.window,
        QPalette.ColorRole.Base: palette.surface,
        QPalette.ColorRole.AlternateBase: palette.surface_soft,
        QPalette.ColorRole.Button: palette.surface,
        QPalette.ColorRole.Text: palette.text,
        QPalette.ColorRole.WindowText: palette.text,
        QPalette.ColorRole.ButtonText: palette.text,
        QPalette.ColorRole.PlaceholderText: palette.text_faint,
        QPalette.ColorRole.Highlight: palette.selection,
        QPalette.ColorRole.HighlightedText: palette.text,
        QPalette.ColorRole.Accent: palette.accent,
        QPalette.ColorRole.Link: palette.accent_text,
        QPalette.ColorRole.ToolTipBase: palette.surface,
        QPalette.ColorRole.ToolTipText: palette.text,
    }
    result = QPalette()
    for role, colour in roles.items():
        result.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
        QPalette.ColorRole.WindowText,
    ):
        result.setColor(
            QPalette.ColorGroup.Disabled, role, QColor(palette.text_disabled)
        )
    return result


@cache
def _sheet() -> str:
    QDir.addSearchPath("icons", str(resource("icons")))
    return resource("styles", "window.qss").read_text("utf-8")


def _pixel_ratio() -> float:
    return QApplication.primaryScreen().devicePixelRatio()


@cache
def _drawing(name: str, colour: str, side: int, ratio: float) -> QPixmap:
    drawing = resource("icons", f"{name}.svg").read_text("utf-8")
    buffer = QBuffer()
    buffer.setData(drawing.replace("currentColor", colour).encode())
    reader = QImageReader(buffer, b"svg")
    reader.setScaledSize(QSize(side, side) * ratio)
    picture = QPixmap.fromImage(reader.read())
    picture.setDevicePixelRatio(ratio)
    return picture
