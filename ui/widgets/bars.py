"""Quiet bars that show how much of a whole is reached."""

from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme import Theme


class StackedBar(QWidget):
    """Shares of a whole one after the other, each in the colour named beside it."""

    def __init__(self, theme: Theme, shares: Sequence[tuple[float, str]]) -> None:
        super().__init__()
        self._theme = theme
        self._shares = shares
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

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
        for end, colour in reversed(self._ends()):
            painter.setBrush(self._theme.colour(colour))
            reached = QRectF(ground)
            reached.setWidth(ground.width() * end)
            painter.drawRoundedRect(reached, round_by, round_by)
        painter.end()

    def _ends(self) -> list[tuple[float, str]]:
        """Return where each share ends, never beyond the whole."""
        ends = accumulate(share for share, _ in self._shares)
        colours = (colour for _, colour in self._shares)
        return [(min(end, 1.0), c) for end, c in zip(ends, colours, strict=True) if end]


class TargetBar(StackedBar):
    """`done` of `target`, full at the target and never beyond."""

    def __init__(self, theme: Theme, done: int, target: int) -> None:
        share = done / target if target else 0.0
        super().__init__(theme, [(share, "tick" if share >= 1 else "accent")])
        self.setAccessibleName(f"{done} / {target}")
