"""One household at the right of the list: how it stands, who is in it, its history."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QWidget,
)

from jisheng_desktop.domain.documents import Member
from jisheng_desktop.domain.enrollments import Enrollment, HistoryLine, head
from jisheng_desktop.domain.masking import mask_id
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.policies import Policy, policy_words
from jisheng_desktop.domain.relations import relation_name
from jisheng_desktop.domain.states import STATE_NAMES, State
from ui.widgets.facts import fact_table
from ui.widgets.history import HistoryList
from ui.widgets.parts_panel import PartsPanel
from ui.widgets.words import Strip, chip, rule, words

CHIP_TONES: dict[State, str] = {
    "DRAFT": "warn",
    "CONFIRMED": "info",
    "EXPORTED": "",
    "ACCEPTED": "good",
    "RETURNED": "bad",
    "CONFLICT": "bad",
    "INSURED": "good",
    "MOVED": "",
    "VOID": "",
}


class RecordPanel(PartsPanel):
    """Shows an enrolment; it is rebuilt whole for each one."""

    def __init__(self, category_name: Callable[[str], str]) -> None:
        super().__init__()
        self._category_name = category_name
        self.show_nothing()

    def show_nothing(self, sentence: str = "在左边选一户，这里显示它的情况。") -> None:
        """Show a sentence in place of a household."""
        self.show_parts([words(sentence, "hint", wrap=True)])

    def show_record(
        self,
        record: Enrollment,
        policies: Sequence[Policy],
        history: Sequence[HistoryLine],
        on: date,
    ) -> None:
        """Show a household as it is now, and everything that happened to it."""
        self.show_parts(
            [
                _heading(record),
                _numbers(record, policies),
                *_verdict(record),
                *self._amounts(record),
                rule(),
                words("成员", "heading"),
                _members(record.document.members),
                _past(history, on),
            ]
        )

    def _amounts(self, record: Enrollment) -> Iterable[QWidget]:
        decision = record.decision
        if decision is None or decision.self_pay_fen is None:
            return
        yield rule()
        if decision.category:
            yield words(self._category_name(decision.category), "heading")
        yield _amount_line("应交保费", decision.premium_fen or 0)
        yield _amount_line("财政补贴", -(decision.subsidy_fen or 0), tone="good")
        yield _amount_line("自付", decision.self_pay_fen, part="heading")


def _heading(record: Enrollment) -> QWidget:
    first = head(record.document)
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(
        words(first.name if first and first.name else "（未填姓名）", "title")
    )
    line.addWidget(chip(STATE_NAMES[record.state], CHIP_TONES[record.state]))
    line.addStretch()
    return row


def _numbers(record: Enrollment, policies: Sequence[Policy]) -> QWidget:
    household = record.document.household
    said = (
        ("保单号", policy_words(policies)),
        ("回执号", record.receipt_no),
        ("参保号", record.enroll_no),
        ("户号", record.household_no),
        ("户籍地", household.hukou_address),
        ("电话", household.contact_phone),
    )
    return fact_table(said)


def _verdict(record: Enrollment) -> Iterable[QWidget]:
    if record.verdict:
        yield Strip(record.verdict, "区县退回的原因", "bad")
    if record.reason:
        what = "作废的原因" if record.state == "VOID" else "确认时说明的原因"
        yield Strip(record.reason, what, "plain")


def _amount_line(what: str, fen: int, *, tone: str = "", part: str = "") -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(words(what, part))
    row.addStretch()
    row.addWidget(words(yuan(fen), part, tone=tone))
    return line


def _members(members: Sequence[Member]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    for row, member in enumerate(members):
        relation = relation_name(member.relation_code) if member.relation_code else ""
        grid.addWidget(words(member.name), row, 0)
        grid.addWidget(words(relation, "label"), row, 1)
        grid.addWidget(words(mask_id(member.id_no or ""), "label"), row, 2)
        grid.addWidget(words("参保" if member.insured else "", "label"), row, 3)
    return table


def _past(lines: Sequence[HistoryLine], on: date) -> QWidget:
    past = HistoryList()
    past.show_lines(lines, on)
    return past
