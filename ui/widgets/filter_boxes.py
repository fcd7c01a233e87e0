"""Boxes that narrow a list: everything first, then what there is to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

Choices = Sequence[tuple[str, str]]


def filter_box(name: str, everything: str, choices: Choices = ()) -> QComboBox:
    """Return a box that narrows to one of `choices`, or to nothing at its first row."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(
        QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    )
    box.setMinimumContentsLength(6)
    box.addItem(everything, None)
    _add(box, choices)
    return box


def refill(box: QComboBox, choices: Choices) -> None:
    """Offer other choices; what is chosen stays where it is still offered."""
    chosen = box.currentData()
    with QSignalBlocker(box):
        while box.count() > 1:
            box.removeItem(1)
        _add(box, choices)
        box.setCurrentIndex(max(0, box.findData(chosen)))


def _add(box: QComboBox, choices: Choices) -> None:
    for code, name in choices:
        box.addItem(name, code)
