"""What is known of a thing: a word at the left, what it says at the right."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.widgets.words import words


def fact_table(facts: Iterable[tuple[str, str | None]]) -> QWidget:
    """Return the facts below each other; those that say nothing are left out."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    for row, (what, said) in enumerate(facts):
        if said:
            grid.addWidget(words(what, "hint"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words(said, "label", wrap=True), row, 1)
    return table
