"""Drawing charts: where each bar lies, and how it is painted; for screens and pictures."""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from jisheng_desktop.domain.statistics import Chart, Figure
from ui.theme import Theme

ROW = 34
NAMES = 150
FIGURES = 118
HEADROOM = 1.12


def row_height(theme: Theme) -> int:
    """Return how tall a row of a chart of rows is."""
    return theme.px(ROW)


def row_bars(chart: Chart, area: QRectF, theme: Theme) -> list[QRectF]:
    """Return where the bars of a chart of rows lie: as long as their figures say."""
    left, room = _row_room(area, theme)
    most = _most(chart.figures)
    height = row_height(theme)
    return [
        QRectF(
            left,
            area.top() + number * height + theme.px(7),
            room * each.households / most,
            height - theme.px(14),
        )
        for number, each in enumerate(chart.figures)
    ]


def draw_rows(
    painter: QPainter, chart: Chart, area: QRectF, theme: Theme, current: int
) -> None:
    """Draw names at the left, bars with their figures, and a mark at each target."""
    painter.setFont(theme.font())
    left, room = _row_room(area, theme)
    for number, (figure, bar) in enumerate(
        zip(chart.figures, row_bars(chart, area, theme), strict=True)
    ):
        line = QRectF(area.left(), bar.top(), area.width(), bar.height())
        if number == current:
            _draw_choice(painter, line.adjusted(0, -4, 0, 4), theme)
        _draw_name(painter, figure.name, line, theme)
        _draw_bar(painter, bar, theme, "accent")
        after = bar.right()
        if figure.target:
            mark = left + room * figure.target / _most(chart.figures)
            after = max(after, mark)
            _draw_target(painter, mark, bar, theme)
        _draw_text(painter, _said(figure), after + theme.px(8), line, theme)


def day_bars(chart: Chart, area: QRectF, theme: Theme) -> list[QRectF]:
    """Return where each day stands: from what was enrolled before to what was after.

    Days without an enrolment take no room: a latecomer in November presses no winter
    together.
    """
    plot = _plot(area, theme)
    step = plot.width() / max(len(chart.figures), 1)
    width = min(max(step * 0.72, 2.0), theme.px(44))
    scale = plot.height() / _ceiling(chart)
    sums = list(accumulate(each.households for each in chart.figures))
    return [
        QRectF(
            plot.left() + step * (number + 0.5) - width / 2,
            plot.bottom() - scale * after,
            width,
            max(scale * each.households, 2.0),
        )
        for number, (each, after) in enumerate(zip(chart.figures, sums, strict=True))
    ]


def draw_days(
    painter: QPainter, chart: Chart, area: QRectF, theme: Theme, current: int
) -> None:
    """Draw how the households add up by day, each day's own part in full colour."""
    plot = _plot(area, theme)
    _draw_scale(painter, chart, plot, theme)
    bars = day_bars(chart, area, theme)
    for number, bar in enumerate(bars):
        under = QRectF(
            bar.left(), bar.bottom(), bar.width(), plot.bottom() - bar.bottom()
        )
        if number == current:
            tall = QRectF(bar.left() - 3, plot.top(), bar.width() + 6, plot.height())
            _draw_choice(painter, tall, theme)
        _draw_bar(painter, under, theme, "selection")
        _draw_bar(painter, bar, theme, "accent")
    _draw_days(painter, chart.figures, bars, plot, theme)
    painter.setPen(QPen(theme.colour("line_strong"), 1))
    painter.drawLine(plot.bottomLeft(), plot.bottomRight())


def _draw_scale(painter: QPainter, chart: Chart, plot: QRectF, theme: Theme) -> None:
    painter.setFont(theme.font("small"))
    scale = plot.height() / _ceiling(chart)
    for value in _ticks(_ceiling(chart)):
        y = plot.bottom() - scale * value
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        label = QRectF(
            plot.left() - theme.px(60), y - theme.px(10), theme.px(52), theme.px(20)
        )
        painter.setPen(theme.colour("text_faint"))
        painter.drawText(label, RIGHT, f"{value:,}")
    if chart.target:
        y = plot.bottom() - scale * chart.target
        painter.setPen(QPen(theme.colour("warn"), 2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        label = QRectF(plot.left(), y - theme.px(22), plot.width(), theme.px(20))
        painter.setPen(theme.colour("warn"))
        painter.drawText(label, RIGHT, f"目标 {chart.target:,} 户")


def _draw_days(
    painter: QPainter,
    figures: Sequence[Figure],
    bars: Sequence[QRectF],
    plot: QRectF,
    theme: Theme,
) -> None:
    """Write below the bars which day they are, as many as there is room for."""
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour("text_faint"))
    free = plot.left() - theme.px(40)
    for figure, bar in zip(figures, bars, strict=True):
        middle, half = bar.center().x(), theme.px(26)
        if middle - half < free:
            continue
        free = middle + half
        day = date.fromisoformat(figure.key)
        label = QRectF(
            middle - half, plot.bottom() + theme.px(4), 2 * half, theme.px(20)
        )
        painter.drawText(label, MIDDLE, f"{day.month}-{day.day}")


def _draw_name(painter: QPainter, name: str, line: QRectF, theme: Theme) -> None:
    room = theme.px(NAMES) - theme.px(12)
    text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
    painter.setPen(theme.colour("text"))
    painter.drawText(
        QRectF(line.left() + theme.px(4), line.top(), room, line.height()), LEFT, text
    )


def _draw_text(
    painter: QPainter, text: str, left: float, line: QRectF, theme: Theme
) -> None:
    painter.setPen(theme.colour("text_soft"))
    room = QRectF(left, line.top(), max(line.right() - left, 0), line.height())
    painter.drawText(room, LEFT, text)


def _draw_bar(painter: QPainter, bar: QRectF, theme: Theme, colour: str) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(colour))
    painter.drawRoundedRect(bar, 2, 2)


def _draw_target(painter: QPainter, x: float, bar: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(theme.colour("warn"), 2))
    painter.drawLine(QPointF(x, bar.top() - 3), QPointF(x, bar.bottom() + 3))


def _draw_choice(painter: QPainter, area: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(theme.colour("accent"), 1))
    painter.setBrush(theme.colour("accent_soft"))
    painter.drawRoundedRect(area, 4, 4)


def _said(figure: Figure) -> str:
    target = f" / {figure.target:,}" if figure.target else ""
    return f"{figure.households:,}{target} 户"


def _row_room(area: QRectF, theme: Theme) -> tuple[float, float]:
    left = area.left() + theme.px(NAMES)
    return left, max(area.width() - theme.px(NAMES) - theme.px(FIGURES), 10.0)


def _plot(area: QRectF, theme: Theme) -> QRectF:
    return area.adjusted(theme.px(64), theme.px(12), -theme.px(12), -theme.px(28))


def _most(figures: Sequence[Figure]) -> int:
    return max((max(f.households, f.target or 0) for f in figures), default=1) or 1


def _ceiling(chart: Chart) -> float:
    whole = sum(each.households for each in chart.figures)
    return max(whole, chart.target or 0, 1) * HEADROOM


def _ticks(ceiling: float) -> range:
    """Return round numbers to read the height by: four or five of them."""
    step = 1
    for each in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000):
        step = each
        if ceiling / each <= 5:
            break
    return range(0, int(ceiling) + 1, step)


LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
MIDDLE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
