"""A chart one can walk through: arrows move from bar to bar, Enter opens what it counts."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.statistics import Chart, Figure
from ui.theme import Theme
from ui.widgets.chart_drawing import (
    day_bars,
    draw_days,
    draw_rows,
    row_bars,
    row_height,
)

FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down)
BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
MARGIN = 8
PICTURE = QSize(1200, 640)
# A picture is looked at on paper and on fine screens too.
PICTURE_RATIO = 2.0


class ChartView(QWidget):
    """Shows one chart; `moved` tells the figure that the keys have come to."""

    chosen = Signal(object)
    moved = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chart: Chart | None = None
        self.current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        theme.changed.connect(self._resize)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart in the place of the one before, with nothing marked."""
        self._chart = chart
        self.current = -1
        self.setAccessibleName(chart.title)
        self._resize()

    def go_to(self, number: int) -> None:
        """Mark a bar, and let it be said aloud."""
        figures = self._chart.figures if self._chart else ()
        if not figures:
            return
        self.current = min(max(number, 0), len(figures) - 1)
        figure = figures[self.current]
        self.setAccessibleDescription(said(figure))
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        self.moved.emit(figure)
        self.update()

    def picture(self, heading: str) -> QImage:
        """Return the chart as a picture under a heading, on the ground of the look."""
        assert self._chart is not None
        size = self._picture_size()
        image = QImage(size * PICTURE_RATIO, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(PICTURE_RATIO)
        image.fill(self._theme.colour("surface"))
        painter = QPainter(image)
        head = QRectF(MARGIN, MARGIN, size.width() - 2 * MARGIN, self._theme.px(32))
        painter.setFont(self._theme.font("title", bold=True))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(head, Qt.AlignmentFlag.AlignCenter, heading)
        whole = QRectF(0, 0, size.width(), size.height())
        self._draw(painter, whole.adjusted(MARGIN, head.bottom(), -MARGIN, -MARGIN), -1)
        painter.end()
        return image

    @override
    def sizeHint(self) -> QSize:
        rows = len(self._chart.figures) if self._chart else 0
        tall = rows * row_height(self._theme) + 2 * MARGIN
        return QSize(
            self._theme.px(420), self._theme.px(220) if self._is_days else tall
        )

    @override
    def minimumSizeHint(self) -> QSize:
        wide = self._theme.px(290 if self._is_days else 340)
        return QSize(wide, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._draw(painter, self._area(), self.current if self.hasFocus() else -1)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        last = len(self._chart.figures) - 1 if self._chart else -1
        if key in FORWARD:
            self.go_to(self.current + 1)
        elif key in BACK:
            self.go_to(self.current - 1)
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(last)
        elif key in ENTER and self._figure() is not None:
            self.chosen.emit(self._figure())
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current < 0:
            self.go_to(0)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._bar_at(event.position())
        if number is not None:
            self.go_to(number)
            self.chosen.emit(self._figure())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._bar_at(event.position()) is not None
        pointing, plain = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(pointing if over else plain)

    def spot(self) -> QPoint:
        """Return where the marked bar lies, so that it can be brought into sight."""
        bars = self._bars()
        here = bars[self.current] if 0 <= self.current < len(bars) else QRectF()
        return here.center().toPoint()

    @property
    def _is_days(self) -> bool:
        return self._chart is not None and self._chart.side == "day"

    def _figure(self) -> Figure | None:
        figures = self._chart.figures if self._chart else ()
        return figures[self.current] if 0 <= self.current < len(figures) else None

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)

    def _draw(self, painter: QPainter, area: QRectF, current: int) -> None:
        if self._chart is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw = draw_days if self._is_days else draw_rows
        draw(painter, self._chart, area, self._theme, current)

    def _bars(self) -> list[QRectF]:
        if self._chart is None:
            return []
        bars = day_bars if self._is_days else row_bars
        return bars(self._chart, self._area(), self._theme)

    def _bar_at(self, point: QPointF) -> int | None:
        """Return the bar in whose column or row the point lies."""
        for number, bar in enumerate(self._bars()):
            low, high, at = (
                (bar.left(), bar.right(), point.x())
                if self._is_days
                else (bar.top(), bar.bottom(), point.y())
            )
            if low - 2 <= at <= high + 2:
                return number
        return None

    def _picture_size(self) -> QSize:
        rows = self.sizeHint().height() + self._theme.px(56)
        return PICTURE if self._is_days else QSize(PICTURE.width(), rows)

    def _resize(self) -> None:
        self.updateGeometry()
        self.update()


def said(figure: Figure) -> str:
    """Return what a figure says, in words."""
    target = f"，目标{figure.target:,}户" if figure.target else ""
    return (
        f"{figure.name}：{figure.households:,}户{target}，"
        f"保费{yuan(figure.premium_fen)}元，财政补贴{yuan(figure.subsidy_fen)}元，"
        f"自付{yuan(figure.self_pay_fen)}元"
    )
