"""A sheet of paper on the screen, as wide as there is room, page by page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ui.widgets.layouts import clear
from ui.widgets.words import words

MARGIN = 16


class PaperView(QScrollArea):
    """Shows pictures of pages below each other, or a sentence when there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._images: list[QImage] = []
        self._sheet = QWidget()
        self._sheet.setProperty("part", "ground")
        self._column = QVBoxLayout(self._sheet)
        self._column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self._column.setSpacing(MARGIN)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._sheet)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("打印预览")

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._images)

    def show_pages(self, images: list[QImage]) -> None:
        """Show these pages."""
        self._images = images
        clear(self._column)
        for image in images:
            page = QLabel()
            page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            page.setPixmap(self._fitted(image))
            self._column.addWidget(page)
            page.show()

    def show_sentence(self, text: str) -> None:
        """Show a sentence in the place of pages."""
        self._images = []
        clear(self._column)
        label = words(text, "hint", wrap=True)
        self._column.addWidget(label)
        label.show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._images and event.oldSize().width() != event.size().width():
            self.show_pages(self._images)

    def _fitted(self, image: QImage) -> QPixmap:
        ratio = self.devicePixelRatioF()
        bar = self.verticalScrollBar().sizeHint().width()
        room = int((self.width() - bar - 2 * MARGIN) * ratio)
        smooth = Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(image)
        if room < pixmap.width():
            pixmap = pixmap.scaledToWidth(max(room, 1), smooth)
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
