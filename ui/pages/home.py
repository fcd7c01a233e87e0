"""首页: how far the village is, what waits, and what to do next."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.states import State
from jisheng_desktop.loading import Deferred
from ui.desk import Desk
from ui.places import DECIDING
from ui.when import said_day, said_moment, today
from ui.widgets.buttons import KeyButton
from ui.widgets.page import Page
from ui.widgets.scrolling import Scrolling
from ui.widgets.words import Card, Strip, rule, words

if TYPE_CHECKING:
    from jisheng_desktop.domain import enrollments
    from jisheng_desktop.services import households, overview
    from jisheng_desktop.services.overview import (
        Leaving,
        Progress,
        Status,
        VillageProgress,
    )
    from ui.widgets import bars
else:  # the figures come when the window has been shown
    enrollments = Deferred("jisheng_desktop.domain.enrollments")
    households = Deferred("jisheng_desktop.services.households")
    overview = Deferred("jisheng_desktop.services.overview")
    bars = Deferred("ui.widgets.bars")

WAITING_SHOWN = 5
VILLAGES_SHOWN = 12
# What to do, a note, the tone, and what a click does.
Advice = tuple[str, str, str, Callable[[], object]]
LEAVING_SHOWN = 8


class HomePage(Page):
    """Rebuilt from the figures each time they change."""

    title = "首页"
    page_wanted = Signal(str)
    setting_wanted = Signal(str)
    draft_wanted = Signal(str)
    correction_wanted = Signal(str)

    def __init__(self, desk: Desk, begin: QAction) -> None:
        super().__init__()
        self._desk = desk
        self._begin = begin
        self._first: QWidget = self
        self._scroll = Scrolling()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        desk.standing.changed.connect(self._refresh_when_shown)
        desk.changes.scheme_chosen.connect(self._show_latest)

    @override
    def entered(self) -> None:
        self._show_latest()
        self._first.setFocus()

    def show_standing(self, now: "Status") -> None:
        """Show how things stand now."""
        # Not `hasFocus`, which is false while another window is in front.
        desk = self._desk
        so_far = overview.progress(desk.scheme.id, desk.policy_year)
        keys_go_first = self.focusWidget() in (self, self._first)
        sheet = QWidget()
        sheet.setProperty("part", "clear")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(20, 14, 20, 16)
        grid.setSpacing(12)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.addWidget(self._figures(now, so_far), 0, 0, 1, 2)
        grid.addLayout(_column([self._next(now), *self._waiting()]), 1, 0)
        grid.addLayout(_column(self._outlook(now, so_far)), 1, 1)
        grid.setRowStretch(1, 1)
        self._scroll.setWidget(sheet)
        if keys_go_first:
            self._first.setFocus()

    def _refresh_when_shown(self, now: "Status") -> None:
        if self.isVisible():
            self.show_standing(now)

    def _show_latest(self) -> None:
        if self._desk.standing.latest is not None and self.isVisible():
            self.show_standing(self._desk.standing.latest)

    # -- figures -------------------------------------------------------------

    def _figures(self, now: "Status", so_far: "Progress") -> QWidget:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(16)
        for what, figure, note in (
            ("今天登记", str(now.today), "户"),
            ("已登记", f"{so_far.households:,}", "户"),
            ("自付合计", yuan(so_far.self_pay_fen), "元"),
            ("财政补贴", yuan(so_far.subsidy_fen), "元"),
            (
                ("待核重复", f"{now.duplicates_open:,}", "件")
                if self._is_office
                else ("还没送到区县", f"{now.unsent:,}", "户")
            ),
        ):
            row.addLayout(_figure(what, figure, note), 1)
        card.body.addLayout(row)
        return card

    # -- what to do next -------------------------------------------------------

    def _next(self, now: "Status") -> QWidget:
        card = Card("接下来")
        self._first = KeyButton(self._begin, "primary")
        card.body.addWidget(self._first, 0, QtCore.Qt.AlignmentFlag.AlignLeft)
        for text, note, tone, run in self._advice(now):
            strip = Strip(text, note, tone, can_choose=True)
            strip.chosen.connect(run)
            card.body.addWidget(strip)
        return card

    def _advice(self, now: "Status") -> Iterable[Advice]:
        on = today()
        if not self._desk.office.villages:
            yield (
                "还没有填写村居",
                "登记时要选村居，先在设置里添加",
                "warn",
                lambda: self.setting_wanted.emit("villages"),
            )
        if self._is_office and not self._has_plans():
            yield (
                f"{self._desk.policy_year}年度还没有填写保费",
                "没有保费不能确认参保，在设置里填写（F6）",
                "warn",
                lambda: self.setting_wanted.emit("year"),
            )
        if now.last_backup is None and not self._desk.office.practice:
            yield (
                "还没有做过备份",
                "选一个文件夹，最好是优盘，以后每天自动备份",
                "warn",
                lambda: self.setting_wanted.emit("backups"),
            )
        if self._is_office:
            yield from self._gathered(now)
        elif now.unsent:
            last = now.last_bundle
            when = f"上次上报 {said_moment(last, on)}" if last else "还没有上报过"
            yield (
                f"{now.unsent} 户还没有送到区县",
                when,
                "info",
                lambda: self.page_wanted.emit("bundles"),
            )

    def _gathered(self, now: "Status") -> Iterable[Advice]:
        if now.duplicates_open:
            yield (
                f"{now.duplicates_open} 件重复参保等待核对",
                "两边的登记并排看，留一边、退一边",
                "warn",
                lambda: self.page_wanted.emit("duplicates"),
            )
        if now.changed_twice:
            yield (
                f"{now.changed_twice} 份登记被两台电脑各改了一次",
                "在查重页看两边差在哪里，由站点更正后再报",
                "warn",
                lambda: self.page_wanted.emit("duplicates"),
            )
        gaps = [station for station in now.stations if station.missing]
        if gaps:
            yield (
                f"{len(gaps)} 个站点缺上报包",
                "缺哪一包在收包页看，请站点重新导出",
                "warn",
                lambda: self.page_wanted.emit("intake"),
            )

    @property
    def _is_office(self) -> bool:
        return self._desk.office.level in DECIDING

    def _has_plans(self) -> bool:
        year = self._desk.scheme.year(self._desk.policy_year)
        return year is not None and bool(year.plans)

    def _waiting(self) -> Iterable[QWidget]:
        returned = self._some("RETURNED")
        if returned:
            yield self._list_card(
                "退回待改", "回车打开", returned, "bad", self.correction_wanted
            )
        drafts = self._some("DRAFT")
        if drafts:
            yield self._list_card(
                "没录完的草稿", "回车接着录", drafts, "plain", self.draft_wanted
            )

    def _some(self, state: State) -> Sequence["enrollments.Row"]:
        wanted = enrollments.Filters(state=state)
        return households.rows(households.list_households(wanted)[:WAITING_SHOWN])

    def _list_card(
        self,
        title: str,
        hint: str,
        records: Sequence["enrollments.Row"],
        tone: str,
        wanted: SignalInstance,
    ) -> QWidget:
        card = Card(title, hint)
        for row in records:
            who = row.head_name or "（未填姓名）"
            day = said_day(date.fromisoformat(row.updated_at[:10]), today())
            strip = Strip(
                row.remark or f"{who}　{row.persons} 人",
                f"{who}　{row.village}　{day}"
                if row.remark
                else f"{row.village}　{day}",
                tone,
                can_choose=True,
            )
            strip.chosen.connect(lambda uid=row.uid: wanted.emit(uid))
            card.body.addWidget(strip)
        return card

    # -- outlook -----------------------------------------------------------------

    def _outlook(self, now: "Status", so_far: "Progress") -> Iterable[QWidget]:
        yield self._targets([v for v in so_far.villages if v.target or v.done])
        if now.leaving:
            yield self._leaving(now.leaving)

    def _targets(self, villages: Sequence["VillageProgress"]) -> QWidget:
        card = Card("进度", "已登记 / 目标户数")
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for line, village in enumerate(villages[:VILLAGES_SHOWN]):
            target = village.target or 0
            said = f"{village.done} / {target}" if target else str(village.done)
            grid.addWidget(words(village.name), line, 0)
            grid.addWidget(
                bars.TargetBar(self._desk.theme, village.done, target), line, 1
            )
            grid.addWidget(words(said, "soft"), line, 2)
        card.body.addLayout(grid)
        if len(villages) > VILLAGES_SHOWN:
            rest = f"还有 {len(villages) - VILLAGES_SHOWN} 个村居，在统计里看"
            card.body.addWidget(
                _quiet(rest, lambda: self.page_wanted.emit("statistics"))
            )
        if not any(village.target for village in villages):
            hint = "在设置里填写各村的目标户数"
            card.body.addWidget(
                _quiet(hint, lambda: self.setting_wanted.emit("villages"))
            )
        return card

    def _leaving(self, leaving: Sequence["Leaving"]) -> QWidget:
        card = Card("快满年龄的子女", "满龄后下一年度不能再参保")
        for child in leaving[:LEAVING_SHOWN]:
            line = QHBoxLayout()
            line.addWidget(words(child.name))
            line.addStretch()
            line.addWidget(words(child.leaves_on.isoformat(), "soft"))
            card.body.addLayout(line)
        rest = len(leaving) - LEAVING_SHOWN
        if rest > 0:
            card.body.addWidget(rule())
            card.body.addWidget(words(f"还有 {rest} 名", "hint"))
        return card


def _figure(what: str, figure: str, unit: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(words(what, "label"))
    line = QHBoxLayout()
    line.setSpacing(5)
    line.addWidget(words(figure, "figure"))
    line.addWidget(words(unit, "hint"))
    line.addStretch()
    column.addLayout(line)
    return column


def _quiet(text: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("tone", "quiet")
    button.clicked.connect(lambda *_: run())
    return button


def _column(parts: Iterable[QWidget]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(12)
    for part in parts:
        column.addWidget(part)
    column.addStretch()
    return column
