"""Where files come from and where answers go: the head of 收包."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.widgets.buttons import KeyButton, key_row
from ui.widgets.medium_field import MediumField
from ui.widgets.words import Card, labelled

COMING = "收到的文件（也可以拖到这里）"
GOING = "答复写到U盘或文件夹"


class CollectingCard(Card):
    """Taking in at the left, answering at the right."""

    def __init__(
        self,
        source: MediumField,
        take: Sequence[QAction],
        medium: MediumField,
        answers: Sequence[QAction],
    ) -> None:
        super().__init__()
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(_half(COMING, source, take), 1)
        row.addLayout(_half(GOING, medium, answers), 1)
        self.body.addLayout(row)


def _half(title: str, medium: MediumField, acts: Sequence[QAction]) -> QVBoxLayout:
    first, *others = acts
    buttons = key_row(KeyButton(first, "primary"), *map(KeyButton, others))
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addLayout(labelled(title, medium))
    column.addLayout(buttons)
    column.addStretch()
    return column
