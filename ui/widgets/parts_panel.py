"""What stands beside a list: the parts of one thing, one under the other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.scrolling import Scrolling


class PartsPanel(Scrolling):
    """Made anew for each thing that is shown."""

    def show_parts(self, parts: Sequence[QWidget]) -> None:
        """Show these parts in the place of those before; a chip is no wider than its word."""
        sheet = QWidget()
        sheet.setProperty("part", "clear")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(7)
        for part in parts:
            is_chip = part.property("part") == "chip"
            left, anyhow = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag(0)
            column.addWidget(part, 0, left if is_chip else anyhow)
        column.addStretch()
        self.setWidget(sheet)
