"""Issuing a receipt: what it says is fixed and signed when it is first printed."""

from pathlib import Path
from typing import NamedTuple

import msgspec

from db.queries import operators
from db.queries import receipts as queries
from db.queries.receipts import Stored
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.policies import Policy
from jisheng_desktop.domain.receipt_codes import Claim, code_text, message
from jisheng_desktop.domain.receipts import (
    Issue,
    Marks,
    Receipt,
    policy_line,
    receipt_of,
)
from jisheng_desktop.domain.stations import Office
from jisheng_desktop.domain.wordings import Wording, read_wording
from jisheng_desktop.errors import UserError
from jisheng_desktop.printing.papers import template_text
from jisheng_desktop.sealing.keys import Keys, open_keys
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import new_uid
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.policy_register import policies_on
from jisheng_desktop.services.recording import library_folder
from jisheng_desktop.services.records import NotEditable, find_record
from jisheng_desktop.services.schemes import scheme_of


class ForeignReceipt(UserError):
    """The receipt belongs to another station, which alone can sign for it."""


class Issuer(NamedTuple):
    """The station that issues receipts: its office, keys, words and people."""

    office: Office
    keys: Keys
    wording: Wording
    operators: dict[str, str]


class Prepared(NamedTuple):
    """A receipt that is about to be printed; `stored.id` is 0 before its first time."""

    enrollment_uid: str
    enroll_no: str
    stored: Stored
    marks: Marks

    @property
    def receipt_no(self) -> str:
        """Return the number of the receipt."""
        return self.stored.content.receipt_no


def own_templates() -> Path:
    """Return the folder in which a station may keep templates of its own."""
    return library_folder().parent / "templates"


def issuer(session: Session) -> Issuer:
    """Return the open station as an issuer of receipts."""
    words = read_wording(template_text("wording", own_templates()))
    return Issuer(office(), open_keys(session.secret), words, operators.names())


def prepare(number: str, by: Issuer) -> Prepared:
    """Return a receipt as it is to be printed now; reads only.

    The first time it is made from the record and signed. Later it is what was kept,
    unless the record was corrected or insured since: then it is the next edition.
    """
    enrollment = _printable(number, by.office)
    receipt_no, basis = enrollment.receipt_no or "", queries.basis(enrollment.uid)
    stored, policies = queries.latest(receipt_no), policies_on(enrollment)
    mask = by.wording.masking
    if stored is None or stored.basis != basis:
        edition = stored.edition + 1 if stored else 1
        content = _content(enrollment, by, edition, policies)
        stored = _signed(content, basis, by.keys)
    elif stored.content.policy_no != (line := policy_line(policies, mask)):
        stored = _signed(_insured(stored.content, line), basis, by.keys)
    marks = Marks(queries.times_printed(receipt_no, basis), enrollment.state)
    return Prepared(enrollment.uid, enrollment.enroll_no or "", stored, marks)


def _printable(number: str, here: Office) -> Enrollment:
    enrollment = find_record(number)
    if enrollment.receipt_no is None:
        raise NotEditable("这是草稿，还没有回执号，请先确认参保再打印")
    station = _claim_station(enrollment.receipt_no)
    if station != here.code:
        raise ForeignReceipt(
            f"回执{enrollment.receipt_no}由站点{station}出具，只能在该站点打印"
        )
    return enrollment


def _claim_station(receipt_no: str) -> str:
    return Claim(receipt_no, 1, 0, 0, 0).station_code


def _content(
    enrollment: Enrollment, by: Issuer, edition: int, policies: tuple[Policy, ...]
) -> Receipt:
    name = by.operators.get(enrollment.operator, enrollment.operator)
    issue = Issue(by.office, name, by.wording, edition, policies)
    return receipt_of(enrollment, scheme_of(enrollment.document.scheme), issue)


def _insured(printed: Receipt, policy_no: str) -> Receipt:
    """Everything stays as it was printed; only the policy is new."""
    edition = printed.edition + 1
    return msgspec.structs.replace(printed, policy_no=policy_no, edition=edition)


def _signed(content: Receipt, basis: int, keys: Keys) -> Stored:
    """Return a receipt that was never printed, with its signed code."""
    claim = Claim(
        content.receipt_no,
        content.edition,
        content.premium_fen,
        content.subsidy_fen,
        content.self_pay_fen,
    )
    code = code_text(claim, keys.sign(message(claim)))
    return Stored(0, new_uid(), content.edition, basis, content, code, 0)
