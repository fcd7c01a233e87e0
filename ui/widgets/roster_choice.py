"""What the insurer's list is narrowed to, and in whose shape it is written."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from jisheng_desktop.services.insurer_rosters import Choice
from ui.widgets.filter_boxes import Choices, filter_box, refill
from ui.widgets.paths import PathField
from ui.widgets.words import labelled


class RosterChoice(QWidget):
    """A village, a category, a template; `changed` at each choice."""

    changed = Signal()

    def __init__(self, choose_template: Callable[[], Path | None]) -> None:
        super().__init__()
        self.village = filter_box("村居", "全部村居")
        self.category = filter_box("类别", "全部类别")
        self.template = PathField("模板", choose_template)
        self.template.line.setPlaceholderText("随程序的模板")
        self._narrower = QWidget()
        policy = self._narrower.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._narrower.setSizePolicy(policy)
        row, rest = (_row(each) for each in (self, self._narrower))
        row.addLayout(labelled("村居", self.village), 2)
        row.addWidget(self._narrower, 7)
        rest.addLayout(labelled("类别", self.category), 3)
        rest.addLayout(labelled("模板（含占位行）", self.template), 4)
        for box in (self.village, self.category):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.template.changed.connect(self.changed)

    def ask_village_only(self, *, only: bool) -> None:
        """Ask for the village alone, as a report does, or for all that a roster needs."""
        self._narrower.setVisible(not only)

    def offer(self, villages: Choices, categories: Choices) -> None:
        """Offer what there is now; what is chosen stays."""
        refill(self.village, villages)
        refill(self.category, categories)

    def choice(self, scheme_id: str, year: int) -> Choice:
        """Return what was chosen, for a scheme and year."""
        return Choice(
            scheme_id=scheme_id,
            year=year,
            village=self.village.currentData(),
            category=self.category.currentData(),
            template=self.template.path,
        )


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    return row
