"""A sheet that is higher than its window: it scrolls, and takes no key of its own."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scrolling(QScrollArea):
    """Shows a sheet at the full width; Tab passes it by."""

    def __init__(self, sheet: QWidget | None = None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("focusPolicy", "NoFocus")
        self.setProperty("horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        if sheet is not None:
            self.setWidget(sheet)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part once the sheet has made room for it."""
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part))
