"""Last year and this year of one household side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from jisheng_desktop.domain.renewals import Compared
from ui.widgets.parts_panel import PartsPanel
from ui.widgets.words import Strip, words


class YearPair(PartsPanel):
    """A household's two years; what differs is told apart by its colour and weight."""

    def __init__(self) -> None:
        super().__init__()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say what will stand here."""
        self.show_parts(
            [words("在左边选一户，这里并列显示两个年度。", "hint", wrap=True)]
        )

    def show_household(
        self,
        name: str,
        year: int,
        lines: Sequence[Compared],
        strips: Sequence[tuple[str, str]],
    ) -> None:
        """Show both years of a household; `strips` are sentences with their tone."""
        self.show_parts(
            [
                words(name, "title"),
                *(Strip(text, tone=tone) for text, tone in strips),
                _table(year, lines),
            ]
        )


def _table(year: int, lines: Sequence[Compared]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 4, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(2, 1)
    for column, title in enumerate(("", f"{year - 1}年度", f"{year}年度")):
        grid.addWidget(words(title, "label"), 0, column)
    for row, line in enumerate(lines, start=1):
        part, tone = ("heading", "warn") if line.differs else ("", "")
        grid.addWidget(words(line.what, "hint"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words(line.before, wrap=True), row, 1)
        grid.addWidget(words(line.now, part, tone=tone, wrap=True), row, 2)
    return table
