"""One claim: who and what cover, the report, the papers, sent, the result; judged live."""

from collections.abc import Container, Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from jisheng_desktop.domain.claim_documents import DOCUMENT_NAMES, Document
from jisheng_desktop.domain.claims import RESULT_NAMES, Claim, Registered
from jisheng_desktop.domain.explaining import BENEFIT_NAMES
from jisheng_desktop.domain.insured_rules import ROLE_NAMES
from jisheng_desktop.domain.masking import mask_id
from jisheng_desktop.domain.problems import Problem
from jisheng_desktop.services.claim_histories import claim_history
from jisheng_desktop.services.claims import Claimant, judge_claim
from ui.cards.claim_fields import (
    MONEY,
    REPORT,
    RESULT,
    Line,
    Misread,
    read_lines,
    said_in,
)
from ui.cards.claim_papers import ClaimPapers
from ui.models.claims import standing_colour, standing_words
from ui.theme import mark
from ui.when import today
from ui.widgets.history import HistoryList
from ui.widgets.layouts import clear
from ui.widgets.scrolling import Scrolling
from ui.widgets.words import Strip, chip, labelled, rule, show_chip, words

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
TONES = {"E": "bad", "W": "warn", "I": "info"}
CHIPS = {"warn": "warn", "accent_text": "info", "good": "good", "bad": "bad"}


class ClaimForm(QWidget):
    """`changed` comes at each key; Enter goes on, Shift+Enter back, as in 登记."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.claimant: Claimant | None = None
        self.before: Registered | None = None
        self.lines: dict[str, QLineEdit] = {}
        self.papers = ClaimPapers(self)
        self.name = words("", "title")
        self.state = chip()
        self.cover = words("", "hint", wrap=True)
        self.benefit = QComboBox()
        self.result = QComboBox()
        self.problems = QVBoxLayout()
        self.reason = QLineEdit()
        self.past = HistoryList()
        self._why = QWidget()
        self._lay_out()
        self._listen()

    # -- what is shown -----------------------------------------------------------

    def begin(self, claimant: Claimant) -> None:
        """Ask for a new case of an insured person, reported today."""
        self._show_person(claimant, None)
        self._fill(None)
        self.past.show_lines((), today())
        self.lines["reported_on"].setText(today().isoformat())
        self._judge()
        self.benefit.setFocus()

    def show_claim(self, known: Registered, claimant: Claimant) -> None:
        """Show a registered case."""
        self._show_person(claimant, known)
        self._fill(known.claim)
        self._judge()
        self.past.show_lines(claim_history(known), today())

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved yet."""
        if self.claimant is None:
            return False
        try:
            said = self.claim()
        except Misread:
            return True
        if self.before is not None:
            return said != self.before.claim
        return bool(said.documents) or any(
            line.text() for field, line in self.lines.items() if field != "reported_on"
        )

    def claim(self) -> Claim:
        """Return the claim as it is typed now; raise `Misread` where it is none."""
        assert self.claimant is not None
        said = read_lines({field: line.text() for field, line in self.lines.items()})
        return Claim(
            name=self.claimant.name,
            id_no=self.claimant.id_no,
            benefit=self.benefit.currentData(),
            documents=self.papers.ticked,
            result=self.result.currentData(),
            **said,  # type: ignore[arg-type]
        )

    def tick_all(self) -> None:
        """Tick every paper that is still missing."""
        try:
            missing = self.claim().missing
        except Misread:
            return
        self.papers.tick(missing)

    def show_past(self) -> None:
        """Show at the foot of the form what happened to the case."""
        foot = self._scroll.verticalScrollBar()
        foot.setValue(foot.maximum())

    def go_to(self, field: str) -> None:
        """Put the cursor where a problem is."""
        line: QWidget | None = self.lines.get(field)
        if field == "documents":
            line = next(iter(self.papers.boxes.values()), None)
        (line or self.benefit).setFocus()

    # -- keys ----------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on from every field, as Tab does."""
        is_press = event.type() == QEvent.Type.KeyPress
        if not is_press or not isinstance(event, QKeyEvent) or event.key() not in ENTER:
            return False
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self.focusNextPrevChild(not back)
        return True

    # -- filling -------------------------------------------------------------------

    def _show_person(self, claimant: Claimant, known: Registered | None) -> None:
        self.claimant, self.before = claimant, known
        role = ROLE_NAMES[claimant.cover.insured.insured_role]
        self.name.setText(claimant.name)
        begins, ends = claimant.cover.begins or "不限", claimant.cover.ends or "不限"
        number = f"　{claimant.enroll_no}" if claimant.enroll_no else ""
        self.cover.setText(
            f"{role}　{mask_id(claimant.id_no)}{number}　保险期间 {begins} 至 {ends}"
        )
        if known is None:
            show_chip(self.state, "新报案", "info")
        else:
            tone = CHIPS.get(standing_colour(known.claim), "")
            show_chip(self.state, standing_words(known.claim), tone)
        self._offer_benefits(claimant, known)

    def _offer_benefits(self, claimant: Claimant, known: Registered | None) -> None:
        """Offer what the person's role is insured for, and what is registered."""
        offered = list(claimant.cover.insured.benefits or BENEFIT_NAMES)
        if known is not None and known.claim.benefit not in offered:
            offered.append(known.claim.benefit)
        with QSignalBlocker(self.benefit):
            self.benefit.clear()
            for code in offered:
                self.benefit.addItem(BENEFIT_NAMES[code], code)

    def _fill(self, claim: Claim | None) -> None:
        with QSignalBlocker(self.benefit), QSignalBlocker(self.result):
            if claim is not None:
                self.benefit.setCurrentIndex(self.benefit.findData(claim.benefit))
            result = claim.result if claim else "PENDING"
            self.result.setCurrentIndex(self.result.findData(result))
        for field, line in self.lines.items():
            line.setText(said_in(claim, field) if claim else "")
        self._offer_papers(claim.documents if claim else ())
        self.reason.clear()

    def _offer_papers(self, ticked: Container[Document]) -> None:
        self.papers.offer(self.benefit.currentData(), ticked)
        self.papers.keep_order(self.lines["cause"], self.lines["invoice_fen"])

    def _change_benefit(self) -> None:
        self._offer_papers(self.papers.ticked)
        self._tell()

    # -- judging --------------------------------------------------------------------

    def _tell(self) -> None:
        self._judge()
        self.changed.emit()

    def _judge(self) -> None:
        for line in self.lines.values():
            mark(line, tone="")
        try:
            claim = self.claim()
        except Misread as misread:
            self._show_problems([(str(misread), misread.field, "E")])
            return
        assert self.claimant is not None
        known = self.before.claim if self.before else None
        found = judge_claim(claim, self.claimant, known)
        self._show_problems((p.text, p.field, p.severity) for p in found)
        self._say_papers(claim, found)

    def _say_papers(self, claim: Claim, found: Iterable[Problem]) -> None:
        """Say what is missing before it is held against anybody."""
        self.papers.show_missing(claim.missing)
        if claim.missing and not any(p.code == "W806" for p in found):
            papers = "、".join(DOCUMENT_NAMES[code] for code in claim.missing)
            self.problems.addWidget(Strip(f"还缺：{papers}", tone="plain"))

    def _show_problems(self, found: Iterable[tuple[str, str, str]]) -> None:
        clear(self.problems)
        asks = False
        for text, field, severity in found:
            strip = Strip(text, tone=TONES[severity], can_choose=True)
            strip.chosen.connect(lambda field=field: self.go_to(field))
            self.problems.addWidget(strip)
            asks = asks or severity == "W"
            if field in self.lines:
                mark(self.lines[field], tone=TONES[severity])
        self._why.setVisible(asks)

    # -- building --------------------------------------------------------------------

    def _lay_out(self) -> None:
        for code, name in RESULT_NAMES.items():
            self.result.addItem(name, code)
        sheet = QWidget()
        sheet.setProperty("part", "clear")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(18, 14, 18, 8)
        column.setSpacing(8)
        for part in self._parts():
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch()
        self._scroll = Scrolling(sheet)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    def _parts(self) -> Iterator[QWidget | QVBoxLayout | QGridLayout]:
        head = QGridLayout()
        head.addWidget(self.name, 0, 0)
        head.addWidget(self.state, 0, 1)
        head.setColumnStretch(0, 1)
        yield head
        yield self.cover
        yield self._made_why()
        yield self.problems
        yield words("一　报案", "heading")
        yield labelled("保险责任", self.benefit)
        yield self._made_lines(REPORT)
        yield rule()
        yield words("二　材料", "heading")
        yield self.papers
        yield rule()
        yield words("三　送交", "heading")
        yield self._made_lines(MONEY)
        yield rule()
        yield words("四　结果", "heading")
        yield labelled("结果", self.result)
        yield self._made_lines(RESULT)
        yield self.past

    def _made_lines(self, lines: Sequence[Line]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        for number, line in enumerate(lines):
            editor = QLineEdit()
            editor.setPlaceholderText(line.hint)
            self.lines[line.field] = editor
            grid.addLayout(labelled(line.label, editor), number // 2, number % 2)
        return grid

    def _made_why(self) -> QWidget:
        column = QVBoxLayout(self._why)
        column.setContentsMargins(0, 0, 0, 0)
        self.reason.setPlaceholderText("有黄色提示时，说明原因才能保存")
        column.addLayout(labelled("原因", self.reason))
        self._why.hide()
        return self._why

    def _listen(self) -> None:
        for line in self.lines.values():
            line.textEdited.connect(lambda _: self._tell())
            line.installEventFilter(self)
        self.papers.changed.connect(self._tell)
        for box in (self.benefit, self.result):
            box.installEventFilter(self)
        self.reason.installEventFilter(self)
        self.benefit.currentIndexChanged.connect(lambda _: self._change_benefit())
        self.result.currentIndexChanged.connect(lambda _: self._tell())
