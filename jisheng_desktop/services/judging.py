"""The decision on a document with everything the library knows. Reads only."""

import msgspec

from jisheng_desktop.domain.decisions import Decision, decide
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.normalising import normalise
from jisheng_desktop.domain.problems import Problem
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.stations import Office
from jisheng_desktop.services.library_rules import (
    Setting,
    household_of,
    library_problems,
    roster_on,
)

ALREADY_SUBSIDISED = "E554"


def judge(
    document: HouseholdDocument,
    scheme: Scheme,
    office: Office,
    record: Enrollment | None,
) -> Decision:
    """Return the decision by policy and library; `record` is what is being edited."""
    roster = roster_on(document)
    alone = decide(document, scheme, roster=roster)
    plain = normalise(document)
    setting = Setting(
        document=plain,
        scheme=scheme,
        office=office,
        uid=record.uid if record else None,
        household_uid=_household(plain, record),
    )
    also = library_problems(setting, alone)
    if not also:
        return alone
    decision = decide(document, scheme, roster=roster, also=also)
    unsubsidised = _without_refused(document, also)
    if unsubsidised == document:
        return decision
    fallback = judge(unsubsidised, scheme, office, record)
    return msgspec.structs.replace(decision, fallback=fallback)


def _household(document: HouseholdDocument, record: Enrollment | None) -> str | None:
    """A confirmed record stays with its household; a draft may turn out to be known."""
    if record is not None and record.is_live:
        return record.household_uid
    return household_of(document) or (record.household_uid if record else None)


def _without_refused(
    document: HouseholdDocument, also: tuple[Problem, ...]
) -> HouseholdDocument:
    """A subsidy already had elsewhere falls away; the insurance need not (E554)."""
    fields = {each.field for each in also if each.code == ALREADY_SUBSIDISED}
    members = tuple(
        msgspec.structs.replace(member, special_categories=())
        if f"members.{member.ref}.special_categories" in fields
        else member
        for member in document.members
    )
    return msgspec.structs.replace(document, members=members)
