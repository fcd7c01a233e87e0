"""A policy year as a form: windows, plans, sums insured, payers, budgets, the insurer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jisheng_desktop.domain.explaining import BENEFIT_NAMES, PAYER_NAMES
from jisheng_desktop.domain.insured_rules import ROLE_NAMES
from jisheng_desktop.domain.schemes import Insurer, Scheme
from jisheng_desktop.domain.year_forms import (
    DAY_NAMES,
    MODE_NAMES,
    BudgetTexts,
    PlanTexts,
    ShareTexts,
    SumTexts,
    YearTexts,
)
from ui.desk import Desk
from ui.operations.scheme_years import keep_year, proposed
from ui.widgets.buttons import KeyButton, action
from ui.widgets.layouts import clear
from ui.widgets.line_table import Column, Line, LineTable
from ui.widgets.words import Card, Strip, labelled, words

HINT = "先写年度再按回车：没有填过的年度，照上一年度带出，日期顺延一年"
PLANS = (
    Column("计划名称", 4),
    Column("适用孩数", 2),
    Column("保费（元）", 2),
    Column("等待期（天）", 2),
)
SUMS = (
    Column("计划名称", 4),
    Column(
        "被保险人", 2, tuple((role, said) for role, said in ROLE_NAMES.items() if role)
    ),
    Column("责任", 2, tuple(BENEFIT_NAMES.items())),
    Column("保额（元）", 2),
)
SHARES = (
    Column("谁出", 4, tuple(PAYER_NAMES.items())),
    Column("怎样算", 4, tuple(MODE_NAMES.items())),
    Column("比例（%）或金额（元）", 2),
)
BUDGETS = (
    Column("预算名称", 3),
    Column("类别（用、分开）", 4),
    Column("人数（户数）", 1),
    Column("标准（元）", 2),
)
INSURER = (("name", "承保公司"), ("branch", "属地机构"), ("hotline", "服务热线"))


class YearCard(Card):
    """What the district writes once a year; the scheme in words stands in its own card."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("年度、保费和承保公司", HINT)
        self._desk = desk
        self._codes: list[str] = []
        self.scheme = QComboBox()
        self.year = QLineEdit()
        self.days = {key: QLineEdit() for key in DAY_NAMES}
        self.insurer = {key: QLineEdit() for key, _ in INSURER}
        self.plans = LineTable("保障计划", PLANS)
        self.sums = LineTable("保额", SUMS)
        self.shares = LineTable("补贴分担", SHARES)
        self.budgets = LineTable("预算", BUDGETS)
        self.doubts = QVBoxLayout()
        self._keep = action("保存年度", self, self._keeps, keys="Ctrl+S")
        self._lay_out()
        self.scheme.currentIndexChanged.connect(self._begin)
        self.year.returnPressed.connect(self.open_year)
        desk.changes.office_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """List the schemes; what is being filled in stays."""
        chosen = self.scheme.currentData()
        listed = [(s.id, s.name) for s in self._desk.office.schemes]
        shown = [
            (self.scheme.itemData(n), self.scheme.itemText(n))
            for n in range(self.scheme.count())
        ]
        if listed == shown:
            return
        self.scheme.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.scheme.clear()
        for scheme_id, name in listed:
            self.scheme.addItem(name, scheme_id)
        self.scheme.setCurrentIndex(max(self.scheme.findData(chosen), 0))
        self.scheme.blockSignals(False)  # noqa: FBT003
        self._begin()

    def begin(self) -> None:
        """Take the focus where the year is written."""
        self.year.setFocus()
        self.year.selectAll()

    def open_year(self) -> None:
        """Fill the form with the year that is written above it."""
        scheme = self._chosen()
        texts = proposed(self._desk, scheme, self.year.text().strip())
        if texts is not None:
            self._show(texts)
            self.days["enroll_from"].setFocus()

    def _begin(self) -> None:
        """Begin with the scheme's year in use, and the insurer it names."""
        scheme = self._chosen()
        for key, line in self.insurer.items():
            line.setText(getattr(scheme.insurer, key) or "")
        self.year.setText(str(self._desk.policy_year))
        texts = proposed(self._desk, scheme, self.year.text())
        if texts is not None:
            self._show(texts)

    def _chosen(self) -> Scheme:
        scheme = self._desk.office.scheme(self.scheme.currentData() or "")
        return scheme or self._desk.office.schemes[0]

    def _keeps(self) -> None:
        scheme = self._chosen()
        prepared = keep_year(self._desk, scheme, self._texts(), self._insurer())
        if prepared is None:
            return
        self._show_doubts([warning.text for warning in prepared.warnings])
        self.open_year()

    # -- texts -------------------------------------------------------------------

    def _show(self, texts: YearTexts) -> None:
        for key, line in self.days.items():
            line.setText(texts.days[key])
        self._codes = [plan.code for plan in texts.plans]
        self.plans.show_lines(
            [(p.name, p.children, p.premium, p.waiting) for p in texts.plans]
        )
        self.sums.show_lines(
            [(s.plan, s.role, s.benefit, s.amount) for s in texts.sums]
        )
        self.shares.show_lines([(s.payer, s.mode, s.value) for s in texts.funding])
        self.budgets.show_lines(
            [(b.name, b.categories, b.persons, b.rate) for b in texts.budgets]
        )

    def _texts(self) -> YearTexts:
        codes = [*self._codes, *([""] * len(self.plans.lines()))]
        lines = zip(self.plans.lines(), codes, strict=False)
        return YearTexts(
            policy_year=self.year.text(),
            days={key: line.text() for key, line in self.days.items()},
            plans=tuple(_plan(line, code) for line, code in lines),
            sums=tuple(SumTexts(*line) for line in self.sums.lines()),
            funding=tuple(ShareTexts(*line) for line in self.shares.lines()),
            budgets=tuple(BudgetTexts(*line) for line in self.budgets.lines()),
        )

    def _insurer(self) -> Insurer:
        return Insurer(
            **{key: line.text().strip() or None for key, line in self.insurer.items()}
        )

    def _show_doubts(self, sentences: list[str]) -> None:
        clear(self.doubts)
        for sentence in sentences:
            self.doubts.addWidget(Strip(sentence, tone="warn"))

    # -- looks -------------------------------------------------------------------

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addLayout(labelled("方案", self.scheme), 4)
        first.addLayout(labelled("年度", self.year), 1)
        for key, said in INSURER:
            first.addLayout(labelled(said, self.insurer[key]), 2)
        self.body.addLayout(first)
        self.body.addLayout(self._day_row())
        tables = QGridLayout()
        tables.setHorizontalSpacing(28)
        tables.setColumnStretch(0, 1)
        tables.setColumnStretch(1, 1)
        for place, (title, table) in enumerate(
            (
                ("保障计划", self.plans),
                ("补贴由谁承担", self.shares),
                ("预算", self.budgets),
                ("保额（合同上写明的）", self.sums),
            )
        ):
            tables.addLayout(_titled(title, table), place // 2, place % 2)
        self.body.addLayout(tables)
        self.body.addLayout(self.doubts)
        self.body.addWidget(
            KeyButton(self._keep, "primary"), 0, Qt.AlignmentFlag.AlignLeft
        )

    def _day_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        for key, said in DAY_NAMES.items():
            self.days[key].setPlaceholderText("如 2026-01-01")
            row.addLayout(labelled(said, self.days[key]), 1)
        return row


def _plan(line: Line, code: str) -> PlanTexts:
    name, children, premium, waiting = line
    return PlanTexts(name, children, premium, waiting, code)


def _titled(title: str, table: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(words(title, "soft"))
    column.addWidget(table)
    column.addStretch()
    return column
