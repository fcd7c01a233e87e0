"""One household of last year for the new year: decided afresh, nothing stored."""

from collections.abc import Iterator
from itertools import chain, islice

import msgspec

from db.queries import reports
from db.queries.reports import Scope
from jisheng_desktop.domain.decisions import Decision
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Enrollment, head
from jisheng_desktop.domain.renewals import (
    Outcome,
    Renewed,
    as_if_agreed,
    outcome,
    reasons,
    renewed,
    without_claims,
)
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.stations import Office
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.judging import judge
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.past_households import brought_in, count_brought

CHUNK = 500


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """One household's renewal: how it stands, why, and the draft it became.

    Amounts in fen, None while the year's plan is not set. `uid` is None when nothing
    was stored.
    """

    household_no: str | None
    head_name: str
    scheme: str
    outcome: Outcome
    reasons: tuple[str, ...]
    category: str | None
    old_premium_fen: int | None
    premium_fen: int | None
    subsidy_fen: int | None
    self_pay_fen: int | None
    uid: str | None = None


class Prepared(msgspec.Struct, frozen=True):
    """A renewal on its way: the record before, the document after, how it is decided."""

    before: Enrollment
    document: HouseholdDocument
    decision: Decision
    proposal: Proposal


def chunks(scheme: Scheme, year: int) -> Iterator[list[Enrollment]]:
    """Yield the live records of a year, and those the kit brought, a chunk at a time."""
    records = reports.enrollments(Scope(scheme.id, year))
    everybody = chain(records, brought_in(scheme, year))
    while chunk := list(islice(everybody, CHUNK)):
        yield chunk


def households_of(scheme: Scheme, year: int) -> int:
    """Return how many records of a year can be renewed."""
    return len(reports.ids(Scope(scheme.id, year))) + count_brought(scheme, year)


def require_year(scheme: Scheme, year: int) -> None:
    """Refuse a year that the scheme does not know yet."""
    if scheme.year(year) is None:
        raise UserError(f"方案“{scheme.name}”没有{year}年度，请先在方案中增加这一年度")


def prepared(here: Office, scheme: Scheme, year: int, before: Enrollment) -> Prepared:
    """Return a household for the new year, decided as if everything were signed.

    A category claimed last year that holds no more falls away where another holds.
    """
    fresh = renewed(before.document, scheme, year, today())
    decision = judge(as_if_agreed(fresh.document), scheme, here, None)
    told = tuple(reasons(before.decision, decision, scheme, fresh.leaving))
    if decision.decision == "BLOCK" and _holds_without_claims(decision):
        fresh = Renewed(without_claims(fresh.document), fresh.leaving)
        decision = judge(as_if_agreed(fresh.document), scheme, here, None)
        told += tuple(reasons(before.decision, decision, scheme, ()))
    how = outcome(before.decision, decision, fresh.leaving)
    return Prepared(
        before, fresh.document, decision, _proposal(before, decision, how, told)
    )


def begun(
    here: Office, scheme: Scheme, before: Enrollment, now: Enrollment
) -> Prepared:
    """Return a household whose draft of the new year exists, decided as it stands."""
    decision = judge(as_if_agreed(now.document), scheme, here, now)
    fresh = renewed(before.document, scheme, now.document.policy_year, today())
    told = tuple(reasons(before.decision, decision, scheme, fresh.leaving))
    how = outcome(before.decision, decision, fresh.leaving)
    proposal = _proposal(before, decision, how, told)
    return Prepared(
        before,
        now.document,
        decision,
        msgspec.structs.replace(proposal, uid=now.uid),
    )


def _proposal(
    before: Enrollment, decision: Decision, how: Outcome, told: tuple[str, ...]
) -> Proposal:
    chief = head(before.document)
    return Proposal(
        household_no=before.household_no,
        head_name=chief.name if chief else "",
        scheme=before.document.scheme,
        outcome=how,
        reasons=tuple(dict.fromkeys(told)),
        category=decision.category,
        old_premium_fen=before.decision.premium_fen if before.decision else None,
        premium_fen=decision.premium_fen,
        subsidy_fen=decision.subsidy_fen,
        self_pay_fen=decision.self_pay_fen,
    )


def _holds_without_claims(decision: Decision) -> bool:
    fallback = decision.fallback
    return isinstance(fallback, Decision) and fallback.decision != "BLOCK"
