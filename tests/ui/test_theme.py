"""Both palettes can be read, every icon is drawn, Chinese is shown."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resources import resource
from ui.palettes import DARK, LIGHT, Palette
from ui.theme import Look, TextSize, Theme, measures, style_sheet

READABLE = 4.5
PAIRS = (
    ("text", "surface"),
    ("text", "window"),
    ("text", "surface_soft"),
    ("text", "selection"),
    ("text_soft", "surface"),
    ("text_soft", "surface_soft"),
    ("text_soft", "status"),
    ("text_faint", "surface"),
    ("text_faint", "window"),
    ("accent_text", "surface"),
    ("accent_text", "accent_soft"),
    ("accent_text", "selection"),
    ("good", "good_soft"),
    ("good", "surface"),
    ("warn", "warn_soft"),
    ("warn", "surface"),
    ("warn", "status"),
    ("bad", "bad_soft"),
    ("bad", "surface"),
    ("bad", "status"),
    ("rail_text", "rail"),
    ("on_badge", "badge"),
    ("on_practice", "practice"),
    ("figure", "surface"),
)


def luminance(colour: str) -> float:
    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return (
        0.2126 * channel(c.redF())
        + 0.7152 * channel(c.greenF())
        + 0.0722 * channel(c.blueF())
    )


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(
    palette: Palette, text: str, ground: str
) -> None:
    assert contrast(getattr(palette, text), getattr(palette, ground)) >= READABLE


@pytest.mark.parametrize("size", TextSize)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_knows_every_name(
    qapp: QApplication, palette: Palette, size: TextSize
) -> None:
    assert "$" not in style_sheet(palette, measures(size))


@pytest.mark.parametrize(
    "name", [file.name[:-4] for file in resource("icons").iterdir()]
)
def test_every_icon_is_drawn(qapp: QApplication, name: str) -> None:
    picture = Theme(Look.LIGHT).pixmap(name, "text", 24).toImage()
    assert not picture.isNull()
    pixels = {
        picture.pixelColor(x, y).alpha()
        for x in range(picture.width())
        for y in range(picture.height())
    }
    assert max(pixels) > 0


@pytest.mark.parametrize("char", "计生家庭保险𬱖𠅤㛃䶮·￥")
def test_the_shipped_font_has_the_characters(qapp: QApplication, char: str) -> None:
    font = QRawFont.fromFont(QApplication.font())
    assert font.familyName().startswith("Noto Sans SC")
    assert all(font.glyphIndexesForString(char))


def test_the_rare_font_is_loaded(qapp: QApplication) -> None:
    assert "Jisheng Rare Han" in QFontDatabase.families()


def test_larger_text_is_larger(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(Look.LIGHT, TextSize.STANDARD)
    theme.dress()
    small = QFontMetrics(QApplication.font()).height()
    with qtbot.waitSignal(theme.changed):
        theme.use(Look.DARK, TextSize.HUGE)
    assert QFontMetrics(QApplication.font()).height() > small * 1.3
    theme.use(Look.LIGHT, TextSize.STANDARD)


def test_qt_speaks_chinese(qapp: QApplication) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
