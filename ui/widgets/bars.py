"""A quiet bar that shows how much of a target is reached."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import Theme


class TargetBar(QWidget):
    """`done` of `target`, full at the target and never beyond."""

    def __init__(self, theme: Theme, done: int, target: int) -> None:
        super().__init__()
        self._theme = theme
        self._share = min(done / target, 1.0) if target else 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{done} / {target}")

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(80), self._theme.px(8))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = QRectF(self.rect())
        round_by = ground.height() / 2
        painter.setBrush(self._theme.colour("line"))
        painter.drawRoundedRect(ground, round_by, round_by)
        painter.setBrush(self._theme.colour("tick" if self._share >= 1 else "accent"))
        ground.setWidth(ground.width() * self._share)
        painter.drawRoundedRect(ground, round_by, round_by)
        painter.end()
