"""Records in the library: which may be changed, and how they are stored.

Everything here runs inside the transaction of the use case that calls it.
"""

import msgspec

from db.queries import enrollments, households
from db.queries.households import Household
from db.queries.journal import Change
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import (
    Enrollment,
    enrollment_data,
    head_key,
    household_data,
)
from jisheng_desktop.domain.numbering import Series
from jisheng_desktop.domain.problems import problem
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.moments import new_uid
from jisheng_desktop.services.recording import Record


class NoSuchRecord(UserError):
    """No record bears this number here."""


class NotEditable(UserError):
    """The record's state does not allow this."""


def draft_for(document: HouseholdDocument, uid: str | None) -> Enrollment | None:
    """Return the draft with this uid, or the draft of the same people."""
    return editable(uid) if uid else enrollments.draft_of(document)


def editable(uid: str) -> Enrollment:
    """Return a draft; raise `NotEditable` for what has been confirmed (E611)."""
    found = find_record(uid)
    if found.state != "DRAFT":
        raise NotEditable(problem("E611", "", no=found.enroll_no).text)
    return found


def confirmed(number: str) -> Enrollment:
    """Return a confirmed record; raise `NotEditable` for a draft and a void one."""
    found = find_record(number)
    if found.state == "DRAFT":
        raise NotEditable("这是草稿，请直接修改后确认，不需要的可以删除")
    if found.state == "MOVED":
        raise NotEditable(found.verdict or f"记录{found.enroll_no}已移交其他站点")
    if found.state == "VOID":
        raise NotEditable(f"记录{found.enroll_no}已作废，不能再改，请重新登记")
    return found


def find_record(number: str) -> Enrollment:
    """Return the record with this number or uid, or raise `NoSuchRecord`."""
    found = enrollments.find(number.strip())
    if found is None:
        raise NoSuchRecord(f"没有编号为“{number}”的记录，请核对参保号或回执号")
    return found


def household_of_record(enrollment: Enrollment) -> Household:
    """Return the household to which a stored enrolment belongs."""
    household = households.with_uid(enrollment.household_uid)
    if household is None:
        raise LookupError(f"an enrolment without household: {enrollment.uid}")
    return household


def require_same_year(before: Enrollment, document: HouseholdDocument) -> None:
    """Refuse a correction that would change scheme or year."""
    was = before.document
    if (was.scheme, was.policy_year) != (document.scheme, document.policy_year):
        raise NotEditable(
            f"更正不能改换方案或年度（原为{was.scheme}、{was.policy_year}年），"
            "请作废后重新登记"
        )


def household_for(
    document: HouseholdDocument, draft: Enrollment | None, station: str
) -> Household:
    """Return the household of a document: the one with the same head, the draft's, or
    a new one. A household goes on through the years as long as its head does.
    """
    key = head_key(document)
    known = households.headed_by(key)
    if known is None and draft is not None:
        known = household_of_record(draft)
        households.set_head(known, key)
    return known or households.add(new_uid(), station, key)


def numbered(
    household: Household, document: HouseholdDocument, station: str
) -> Household:
    """Return the household with its number, given now if it had none."""
    if household.number is not None:
        return household
    text = next_number(station, document, "HOUSEHOLD")
    return households.set_number(household, text)


def next_number(station: str, document: HouseholdDocument, series: Series) -> str:
    """Return the next number of a series in the document's policy year."""
    return households.next_number(station, document.policy_year, series)


def with_numbers(enrollment: Enrollment, station: str) -> Enrollment:
    """Return a record with numbers of its own, new ones where it has lost them because
    two computers gave out the same, and a receipt that this station can sign.
    """
    document = enrollment.document
    receipt_no = enrollment.receipt_no or ""
    if not receipt_no.startswith(f"{station}-"):
        receipt_no = next_number(station, document, "RECEIPT")
    return msgspec.structs.replace(
        enrollment,
        enroll_no=enrollment.enroll_no or next_number(station, document, "ENROLLMENT"),
        receipt_no=receipt_no,
    )


def store(
    record: Record, enrollment: Enrollment, household: Household, station: str
) -> None:
    """Store a confirmed state, in the journal and in the tables."""
    rev = record(Change("HOUSEHOLD", household.uid, household_data(enrollment)))
    data = enrollment_data(enrollment, household_rev=rev)
    record(Change("ENROLLMENT", enrollment.uid, data))
    enrollments.save(enrollment, household.id, station)
