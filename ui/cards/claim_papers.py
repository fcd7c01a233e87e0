"""The papers of a claim, ticked off as they come; what is needed stands first."""

from collections.abc import Container, Iterable

from PySide6.QtCore import QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from jisheng_desktop.domain.claim_documents import DOCUMENT_NAMES, Document, fitting
from jisheng_desktop.domain.schemes import Benefit
from ui.theme import mark

COLUMNS = 2


class ClaimPapers(QWidget):
    """Boxes for the papers of one kind of claim; `keys` watches what is typed in them."""

    changed = Signal()

    def __init__(self, keys: QObject) -> None:
        super().__init__()
        self._keys = keys
        self.boxes: dict[Document, QCheckBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)

    @property
    def ticked(self) -> tuple[Document, ...]:
        """The papers that are there, in the order of the catalogue."""
        here = {code for code, box in self.boxes.items() if box.isChecked()}
        return tuple(code for code in DOCUMENT_NAMES if code in here)

    def offer(self, benefit: Benefit, ticked: Container[Document]) -> None:
        """Offer the papers that fit, and any other that was ticked before."""
        others = (code for code in DOCUMENT_NAMES if code in ticked)
        wanted = dict.fromkeys([*fitting(benefit), *others])
        for box in self.boxes.values():
            box.deleteLater()
        self.boxes = {code: self._made(code, wanted=ticked) for code in wanted}
        for number, box in enumerate(self.boxes.values()):
            self._grid.addWidget(box, number // COLUMNS, number % COLUMNS)

    def tick(self, papers: Iterable[Document]) -> None:
        """Tick these too, and tell it once."""
        for code in papers:
            with QSignalBlocker(self.boxes[code]):
                self.boxes[code].setChecked(True)
        self.changed.emit()

    def show_missing(self, missing: Container[Document]) -> None:
        """Let what is needed and not there stand out."""
        for code, box in self.boxes.items():
            mark(box, tone="warn" if code in missing else "")

    def keep_order(self, before: QWidget, after: QWidget) -> None:
        """Let Enter go through the boxes between two fields, though they change."""
        for box in self.boxes.values():
            QWidget.setTabOrder(before, box)
            before = box
        QWidget.setTabOrder(before, after)

    def _made(self, code: Document, wanted: Container[Document]) -> QCheckBox:
        box = QCheckBox(DOCUMENT_NAMES[code])
        box.setChecked(code in wanted)
        box.toggled.connect(lambda _: self.changed.emit())
        box.installEventFilter(self._keys)
        return box
