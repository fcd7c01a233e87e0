"""统计: charts and tables, every figure a way to its list; the annual report in words."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from jisheng_desktop.domain.claim_reports import percent
from jisheng_desktop.domain.explaining import Section
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.statistics import (
    HEADS,
    TITLES,
    Chart,
    Figure,
    Side,
    Statistics,
    listing,
    share,
)
from jisheng_desktop.services.report_contents import Name
from jisheng_desktop.services.reporting import Drawn
from ui.desk import Desk
from ui.dialogs.files import ask_file_to_save, show_folder
from ui.models.listings import ListingTable
from ui.operations.reporting import draw_report, write_report
from ui.operations.statistics import count_figures, save_picture, save_sheet
from ui.widgets.buttons import KeyButton, action, key_row
from ui.widgets.charts import ChartView, said
from ui.widgets.group_bar import GroupBar
from ui.widgets.layouts import clear
from ui.widgets.listing_view import ListingView
from ui.widgets.page import Page
from ui.widgets.rows import LAST, row_table, width_of_words
from ui.widgets.scrolling import Scrolling
from ui.widgets.words import Card, Strip, words

ANNUAL: Name = "annual"
HOW = "方向键在图上移动，按回车看这些家庭的名单。"
AROUND = 120  # the margins of the page and of both cards
NOTHING = "{scheme} {year}年度还没有参保记录。登记第一户之后，这里就有图表；用 Alt+S 换方案或年度。"


class StatisticsPage(Page):
    """Figures above, a chart and its table below; or the sentences of the year."""

    title = "统计"
    list_wanted = Signal(object, str)
    cases_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.found: Statistics | None = None
        self.sentences: tuple[Section, ...] = ()
        self._drawn: Drawn | None = None
        self.choose_file: Callable[[str, str], Path | None] = self._ask_file
        self.sides = GroupBar(self, [*TITLES.items(), (ANNUAL, "年度报告")])
        self.tiles = QHBoxLayout()
        self.chart = ChartView(desk.theme)
        self.told = words(HOW, "hint", wrap=True)
        self.model = ListingTable()
        self.table = row_table(self.model, "图表的数字", wide=LAST)
        self.prose = ListingView(desk.theme, "年度报告")
        self.empty = words("", "hint", wrap=True)
        self._body = QStackedWidget()
        self._counting = False
        self._make_actions()
        self._lay_out()
        self._listen()

    @override
    def entered(self) -> None:
        self.refresh()
        self.chart.setFocus()

    @override
    def refresh(self) -> None:
        """Count afresh, unless that is being done."""
        if self._counting:
            return
        self._counting = True
        task = count_figures(self._desk)
        task.done.connect(self._take)
        task.ended.connect(self._counted)

    @property
    def side(self) -> Side | None:
        """Which chart is shown; None for the annual report."""
        return next((side for side in TITLES if side == self.sides.now), None)

    # -- what is shown -----------------------------------------------------------

    def _counted(self) -> None:
        self._counting = False

    def _take(self, found: Statistics) -> None:
        self.found, self._drawn = found, None
        self._show_tiles(found)
        self._show()

    def _show(self) -> None:
        found, side = self.found, self.side
        if found is None:
            return
        has_any = bool(found.whole.households)
        for act in (self._sheet, self._picture, self._copy, self._paper):
            act.setEnabled(has_any)
        self._picture.setVisible(side is not None)
        self._copy.setVisible(side is None)
        if not has_any:
            scheme, year = found.here.scheme.name, found.here.year
            self.empty.setText(NOTHING.format(scheme=scheme, year=year))
            self._body.setCurrentWidget(self.empty)
        elif side is None:
            self._body.setCurrentWidget(self.prose)
            self._draw_annual()
        else:
            self._body.setCurrentIndex(0)
            self._show_chart(found.charts[side], found)

    def _turn(self) -> None:
        self._show()
        (self.chart if self.side else self.prose.prose).setFocus()

    def _show_chart(self, chart: Chart, found: Statistics) -> None:
        self.told.setText(HOW)
        self.chart.show_chart(chart)
        self.model.show_listing(listing(chart, found.here))
        self._fit_table()

    def _fit_table(self) -> None:
        """Give the table the width of its columns, as far as the chart needs it not."""
        table = self.table
        columns = sum(width_of_words(table, n) for n in range(len(self.model.columns)))
        beside = table.verticalScrollBar().sizeHint().width() + 2 * table.frameWidth()
        most = self.width() - self.chart.minimumSizeHint().width() - AROUND
        table.setMinimumWidth(min(columns + beside, most))

    def _show_tiles(self, found: Statistics) -> None:
        clear(self.tiles)
        for figure, what, run in self._figures(found):
            tile = Strip(figure, what, "plain", can_choose=True)
            tile.text.setProperty("part", "title")
            tile.chosen.connect(run)
            self.tiles.addWidget(tile, 1)

    def _figures(
        self, found: Statistics
    ) -> Iterator[tuple[str, str, Callable[[], None]]]:
        whole, claims = found.whole, found.claims
        reached = (
            f"（目标的{share(whole.households, whole.target)}）" if whole.target else ""
        )
        yield f"{whole.households:,} 户", f"参保{reached}", self._open_all
        yield f"{found.persons:,} 人", "被保险人", self._open_all
        yield yuan(whole.premium_fen), "应交保费（元）", self._open_all
        yield yuan(whole.subsidy_fen), "财政补贴（元）", self._open_all
        yield (
            f"{claims.cases:,} 件",
            f"理赔，频率{percent(claims.frequency)}",
            self.cases_wanted.emit,
        )
        rate = percent(claims.loss_ratio)
        yield yuan(claims.paid_fen), f"赔付（元），赔付率{rate}", self.cases_wanted.emit

    # -- from a figure to its list ---------------------------------------------------

    def _open(self, figure: Figure) -> None:
        side = self.side
        what = f"{HEADS[side]}：{figure.name}" if side else figure.name
        self.list_wanted.emit(figure.filters, what)

    def _open_all(self) -> None:
        if self.found is not None:
            whole = self.found.whole
            self.list_wanted.emit(whole.filters, f"{self.found.here.year}年度参保")

    def _open_row(self, index: QModelIndex) -> None:
        if self.found is None or self.side is None:
            return
        figures = self.found.charts[self.side].figures
        if index.row() < len(figures):
            self._open(figures[index.row()])
        else:
            self._open_all()

    def _tell(self, figure: Figure) -> None:
        self.told.setText(f"{said(figure)}。按回车看名单。")
        assert self.found is not None
        if self.side is not None:
            figures = self.found.charts[self.side].figures
            self.table.selectRow(list(figures).index(figure))
            spot = self.chart.mapTo(self._charts, self.chart.spot())
            self._scroll.ensureVisible(spot.x(), spot.y())

    # -- the year in words -----------------------------------------------------------

    def _draw_annual(self) -> None:
        if self._drawn is None:
            task = draw_report(self._desk, ANNUAL)
            task.done.connect(self._take_annual)

    def _take_annual(self, drawn: Drawn) -> None:
        self._drawn, self.sentences = drawn, drawn.sections
        self.prose.show_prose(drawn.sections)

    def _copy_sentences(self) -> None:
        lines = [line for part in self.sentences for line in (part.title, *part.lines)]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))
            self._desk.notices.say(
                "年度报告的全部文字已复制，可以粘贴到文档里。", "good"
            )

    # -- files -----------------------------------------------------------------------

    def _save_sheet(self) -> None:
        if file := self._file("统计", ".xlsx", "表格 (*.xlsx)"):
            save_sheet(self._desk, file)

    def _save_picture(self) -> None:
        side, found = self.side, self.found
        if side is None or found is None:
            return
        if file := self._file(TITLES[side], ".png", "图片 (*.png)"):
            heading = found.here.heading(TITLES[side])
            save_picture(self._desk, self.chart.picture(heading), file)

    def _save_paper(self) -> None:
        if file := self._file("年度报告", ".pdf", "PDF (*.pdf)"):
            task = draw_report(self._desk, ANNUAL)
            task.done.connect(
                lambda drawn: write_report(self._desk, drawn, file, show_folder)
            )

    def _file(self, what: str, suffix: str, kinds: str) -> Path | None:
        return self.choose_file(self._desk.file_name(what, suffix), kinds)

    def _ask_file(self, name: str, kinds: str) -> Path | None:
        return ask_file_to_save(self, "写到", name, kinds)

    # -- building --------------------------------------------------------------------

    def _make_actions(self) -> None:
        self._sheet = action("存为表格", self, self._save_sheet, keys="Ctrl+S")
        self._picture = action("存为图片", self, self._save_picture, keys="Ctrl+G")
        self._copy = action("复制文字", self, self._copy_sentences, keys="Ctrl+D")
        self._paper = action("年度报告PDF", self, self._save_paper, keys="Ctrl+P")
        action("刷新", self, self.refresh, keys="F5")
        action("到图上", self, self.chart.setFocus, keys="Ctrl+F")

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 12, 20, 14)
        whole.setSpacing(10)
        self.tiles.setSpacing(10)
        whole.addLayout(self.tiles)
        whole.addWidget(self.sides)
        for part in (self._made_charts(), self.prose, self.empty):
            self._body.addWidget(part)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        whole.addWidget(self._body, 1)
        acts = (self._sheet, self._picture, self._copy, self._paper)
        whole.addLayout(key_row(*map(KeyButton, acts)))
        self._resize()

    def _made_charts(self) -> QWidget:
        self._charts = sheet = QWidget()
        sheet.setProperty("part", "clear")
        inside = QVBoxLayout(sheet)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.chart)
        self._scroll = Scrolling(sheet)
        as_needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._scroll.setHorizontalScrollBarPolicy(as_needed)
        picture, table = Card(), Card()
        picture.body.addWidget(self._scroll, 1)
        picture.body.addWidget(self.told)
        table.body.addWidget(self.table)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(picture, 3)
        row.addWidget(table, 2)
        return both

    def _listen(self) -> None:
        desk = self._desk
        self.sides.chosen.connect(lambda _: self._turn())
        self.chart.chosen.connect(self._open)
        self.chart.moved.connect(self._tell)
        self.table.activated.connect(self._open_row)
        desk.changes.saved.connect(self.refresh_when_shown)
        desk.changes.scheme_chosen.connect(self.refresh_when_shown)
        desk.theme.changed.connect(self._resize)

    def _resize(self) -> None:
        rows = self._desk.theme.measures.row
        self.table.verticalHeader().setDefaultSectionSize(rows)
        self._fit_table()
