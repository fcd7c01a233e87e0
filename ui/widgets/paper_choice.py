"""Which paper, and how far the printer that holds it is off."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QWidget

from jisheng_desktop.printing.papers import PAPERS, Paper
from jisheng_desktop.services.receipts import Layout
from ui.settings import Settings
from ui.theme import indent
from ui.widgets.words import words

PAPER_NAMES: dict[Paper, str] = {
    "A5": "A5",
    "A4": "A4（两联）",
    "241x140": "241×140 连续纸",
}
FARTHEST_MM = 30.0


class PaperChoice(QWidget):
    """Remembers paper and offset on this computer; `changed` when either changes."""

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.paper = QComboBox()
        self.paper.setAccessibleName("纸张")
        for paper, name in PAPER_NAMES.items():
            self.paper.addItem(name, paper)
        self.right = _millimetres("向右移动毫米")
        self.down = _millimetres("向下移动毫米")
        self._lay_out()
        if settings.paper in PAPERS:
            self.paper.setCurrentIndex(self.paper.findData(settings.paper))
        self._show_offset()
        self.paper.currentIndexChanged.connect(self._choose)
        for box in (self.right, self.down):
            box.valueChanged.connect(self._move)

    def layout_now(self) -> Layout:
        """Return on what to print, moved by the printer's offset."""
        paper: Paper = self.paper.currentData()
        return Layout(paper, self.right.value(), self.down.value())

    def _choose(self) -> None:
        self._settings.paper = self.paper.currentData()
        self._show_offset()
        self.changed.emit()

    def _move(self) -> None:
        now = self.layout_now()
        self._settings.set_offset(now.paper, now.right_mm, now.down_mm)
        self.changed.emit()

    def _show_offset(self) -> None:
        offset = self._settings.offset(self.paper.currentData())
        for box, value in zip((self.right, self.down), offset, strict=True):
            with QSignalBlocker(box):
                box.setValue(value)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.paper)
        row.addWidget(words("向右", "label"))
        row.addWidget(self.right)
        row.addWidget(words("向下", "label"))
        row.addWidget(self.down)


def _millimetres(name: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setAccessibleName(name)
    box.setRange(-FARTHEST_MM, FARTHEST_MM)
    box.setSingleStep(0.5)
    box.setDecimals(1)
    box.setSuffix(" 毫米")
    indent(box)
    return box
