"""From a sheet to a record: beginning, resuming, keeping, saving, confirming."""

import msgspec
from PySide6.QtCore import QObject, Signal

from jisheng_desktop.services.enrolling import Enrolled
from jisheng_desktop.services.households import enrollment
from ui.desk import Desk
from ui.entry.carrying import fresh_form
from ui.entry.documents import form_of
from ui.entry.form import Form, Purpose, Subject
from ui.entry.keeping import Kept
from ui.entry.relevance import State
from ui.entry.sheet import Sheet
from ui.entry.terms import Terms
from ui.operations import enrolling
from ui.when import today


class Filing(QObject):
    """Knows what the sheet is to become, and whether it has become it already."""

    confirmed = Signal(object)

    def __init__(self, desk: Desk, page: QObject) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        terms = terms_of(desk, desk.scheme.id, desk.policy_year)
        self.sheet = Sheet(terms, self)
        self._stored = self.sheet.form

    @property
    def has_unsaved(self) -> bool:
        """Tell whether something was typed that is in no record yet."""
        return self.sheet.form is not self._stored and not self.sheet.is_blank

    @property
    def corrects(self) -> bool:
        """Tell whether the sheet corrects a confirmed record."""
        return self.sheet.subject.purpose == "CORRECTION"

    @property
    def standing(self) -> tuple[str, str]:
        """Return the chip that says where this household stands, and its tone."""
        subject = self.sheet.subject
        if subject.purpose == "CORRECTION":
            return f"更正 {subject.title}", "warn"
        if subject.purpose == "DRAFT":
            return (
                ("草稿 已自动保留", "warn")
                if self.has_unsaved
                else ("草稿 已保存", "good")
            )
        return ("已自动保留", "info") if self.has_unsaved else ("", "")

    def refresh_terms(self) -> None:
        """Take over a new day, new villages, new plans."""
        terms = self.sheet.terms
        self.sheet.use(terms_of(self._desk, terms.scheme.id, terms.policy_year))

    def begin_new(self) -> None:
        """Begin the next household on the scheme in use."""
        desk = self._desk
        self.sheet.use(terms_of(desk, desk.scheme.id, desk.policy_year))
        self._begin(fresh_form(self.sheet.terms))

    def begin_record(self, number: str, purpose: Purpose) -> None:
        """Open a draft to go on with, or a confirmed record to correct."""
        record = enrollment(number)
        document = record.document
        terms = terms_of(self._desk, document.scheme, document.policy_year)
        subject = Subject(purpose, record.uid, record.enroll_no or "")
        form = form_of(document, terms)
        if purpose == "DRAFT":
            form = form.without_days_of(document.enrolled_on)
        self.sheet.use(terms)
        self._begin(msgspec.structs.replace(form, subject=subject))
        if record.verdict:
            self._desk.notices.say(f"退回原因：{record.verdict}", "warn")

    def resume(self, kept: Kept) -> None:
        """Go on with a form that was left half-typed."""
        self.sheet.use(terms_of(self._desk, kept.scheme, kept.policy_year))
        self.sheet.load(kept.form, set(kept.visited))

    def discard(self) -> None:
        """Clear the sheet; undo brings everything back."""
        self.sheet.replace(fresh_form(self.sheet.terms).with_blank_row())

    def put_aside(self) -> bool:
        """Save what was typed as a draft before another household begins.

        False when it cannot be put aside: a correction waits for its reason.
        """
        if not self.has_unsaved or self._begins_nothing():
            return True
        if self.corrects:
            text = f"对 {self.sheet.subject.title} 的更正尚未保存：按 F9 保存，或按 F12 放弃"
            self._desk.notices.say(text, "warn")
            return False
        return self.save_draft()

    def save_draft(self) -> bool:
        """Store the sheet as a draft and say so; False after saying why not."""
        if self.corrects:
            self._desk.notices.say("更正不能存为草稿，请按 F9 保存更正", "warn")
            return False
        if self.sheet.is_blank or self._begins_nothing():
            self._desk.notices.say("还没有录入内容，不需要保存")
            return False
        uid = enrolling.save_draft(
            self._desk,
            self.sheet.document,
            uid=self.sheet.subject.key or None,
            initiator=self._page,
        )
        if uid is None:
            return False
        self.sheet.become(Subject("DRAFT", uid))
        self._stored = self.sheet.form
        self._desk.notices.say(f"已存为草稿：{who(self.sheet.state)}", "good")
        return True

    def confirm(self, reason: str) -> None:
        """Confirm or correct; `confirmed` tells the numbers, a refusal is told in words."""
        subject, document = self.sheet.subject, self.sheet.document
        enrolled: Enrolled | None
        if subject.purpose == "CORRECTION":
            enrolled = enrolling.correct(
                self._desk,
                document,
                number=subject.key,
                reason=reason,
                initiator=self._page,
            )
        else:
            enrolled = enrolling.confirm(
                self._desk,
                document,
                uid=subject.key or None,
                reason=reason or None,
                initiator=self._page,
            )
        if enrolled is not None:
            self.sheet.become(msgspec.structs.replace(subject, key=enrolled.uid))
            self._stored = self.sheet.form
            self.confirmed.emit(enrolled)

    def _begins_nothing(self) -> bool:
        """Tell whether a draft of this new sheet would tell of no household at all."""
        return self.sheet.subject.purpose == "NEW" and self.sheet.tells_nothing

    def _begin(self, form: Form) -> None:
        self.sheet.load(form)
        self._stored = self.sheet.form


def terms_of(desk: Desk, scheme_id: str, policy_year: int) -> Terms:
    """Return the terms of a scheme and year at this desk; the scheme in use if unknown."""
    scheme = desk.office.scheme(scheme_id)
    villages = tuple((village.code, village.name) for village in desk.office.villages)
    if scheme is None:
        return Terms(desk.scheme, desk.policy_year, villages, today())
    return Terms(scheme, policy_year, villages, today())


def who(state: State) -> str:
    """Return the household in a word: its first named member, and how many there are."""
    people = state.form.named()
    name = next((state.of(ref, "name") for ref in people if state.of(ref, "name")), "")
    return f"{name or '未填姓名'}，{len(people)} 人"
