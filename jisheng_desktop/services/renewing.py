"""Last year's households for the new year: each decided afresh, stored as drafts."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice

import msgspec

from db.connection import transaction
from db.queries import importing, renewals, reports
from db.queries.importing import Draft
from db.queries.reports import Scope
from jisheng_desktop.domain.ages import completed_years
from jisheng_desktop.domain.confirmation import ADULT_AGE, CONSENT_AGE
from jisheng_desktop.domain.decisions import Decision
from jisheng_desktop.domain.documents import (
    Consents,
    HouseholdDocument,
    Member,
    Payment,
    PaymentMethod,
    Signature,
)
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
from jisheng_desktop.domain.stations import Office, Operator
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.enrolling import Enrolled, enroll
from jisheng_desktop.services.judging import judge
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import new_uid, stamp, today
from jisheng_desktop.services.records import editable

CHUNK = 500

Progress = Callable[[int, int], None]


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


class Renewal(msgspec.Struct, frozen=True, kw_only=True):
    """What renewing a year brought, or would bring. `already` have a record there."""

    from_year: int
    to_year: int
    households: int
    unchanged: int
    changed: int
    ineligible: int
    already: int
    dry_run: bool
    proposals: tuple[Proposal, ...]


class Agreed(msgspec.Struct, frozen=True, kw_only=True):
    """What the households of a list have agreed to on paper, each tick separate."""

    voluntary: bool
    personal_information: bool
    share_with_insurer: bool
    guardians_agree: bool
    signed: bool
    payment: PaymentMethod = "NONE"


class Confirmation(msgspec.Struct, frozen=True):
    """Which renewals were confirmed, and why the others were not, by their drafts."""

    enrolled: tuple[Enrolled, ...]
    refused: dict[str, str]


class _Prepared(msgspec.Struct, frozen=True):
    """A renewal on its way: the record before, the document after, and the proposal."""

    before: Enrollment
    document: HouseholdDocument
    proposal: Proposal


def renew(
    from_year: int,
    to_year: int,
    *,
    operator: Operator,
    dry_run: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Renewal:
    """Propose the live households of a year for another, and store them as drafts.

    Each is decided as if everything were signed; consents, signatures and payment
    are left open and asked again. Who is no longer eligible is told and not stored.
    """
    if to_year <= from_year:
        raise UserError(f"新年度{to_year}应晚于原年度{from_year}")
    here = office()
    schemes = [s for s in here.schemes if reports.ids(Scope(s.id, from_year))]
    if not schemes:
        raise UserError(f"{from_year}年度没有已确认的参保家庭，没有可续保的")
    done: list[Proposal] = []
    already = 0
    for scheme in schemes:
        if scheme.year(to_year) is None:
            raise UserError(
                f"方案“{scheme.name}”没有{to_year}年度，请先在方案中增加这一年度"
            )
        known = renewals.households_in(scheme.id, to_year)
        total = len(reports.ids(Scope(scheme.id, from_year)))
        for found, chunk in _chunks(here, scheme, (from_year, to_year), known):
            already += found - len(chunk)
            done += (
                [each.proposal for each in chunk]
                if dry_run
                else _stored(chunk, scheme, from_year, operator, here)
            )
            progress(min(len(done) + already, total), total)
    counts = Counter(each.outcome for each in done)
    return Renewal(
        from_year=from_year,
        to_year=to_year,
        households=len(done) + already,
        unchanged=counts["unchanged"],
        changed=counts["changed"],
        ineligible=counts["ineligible"],
        already=already,
        dry_run=dry_run,
        proposals=tuple(done),
    )


def confirm_renewals(
    uids: Sequence[str],
    agreed: Agreed,
    *,
    operator: Operator,
    reason: str | None = None,
) -> Confirmation:
    """Confirm reviewed drafts of households that have all agreed to the same on paper.

    Each is all or nothing, judged with everything the library knows by then.
    """
    enrolled: list[Enrolled] = []
    refused: dict[str, str] = {}
    for uid in uids:
        try:
            document = _with_papers(editable(uid).document, agreed)
            enrolled.append(enroll(document, operator=operator, reason=reason, uid=uid))
        except UserError as error:
            refused[uid] = str(error)
    return Confirmation(tuple(enrolled), refused)


def _chunks(
    here: Office, scheme: Scheme, years: tuple[int, int], known: frozenset[str]
) -> Iterator[tuple[int, list[_Prepared]]]:
    """Yield, a chunk at a time, how many records there were and what became of them."""
    records = reports.enrollments(Scope(scheme.id, years[0]))
    while chunk := list(islice(records, CHUNK)):
        fresh = [each for each in chunk if each.household_uid not in known]
        yield (
            len(chunk),
            [_prepared(here, scheme, years[1], each) for each in fresh],
        )


def _prepared(here: Office, scheme: Scheme, year: int, before: Enrollment) -> _Prepared:
    fresh = renewed(before.document, scheme, year, today())
    decision = judge(as_if_agreed(fresh.document), scheme, here, None)
    told = tuple(reasons(before.decision, decision, scheme, fresh.leaving))
    if decision.decision == "BLOCK" and _holds_without_claims(decision):
        fresh = Renewed(without_claims(fresh.document), fresh.leaving)
        decision = judge(as_if_agreed(fresh.document), scheme, here, None)
        told += tuple(reasons(before.decision, decision, scheme, ()))
    chief = head(before.document)
    return _Prepared(
        before,
        fresh.document,
        Proposal(
            household_no=before.household_no,
            head_name=chief.name if chief else "",
            scheme=scheme.id,
            outcome=outcome(before.decision, decision, fresh.leaving),
            reasons=tuple(dict.fromkeys(told)),
            category=decision.category,
            old_premium_fen=before.decision.premium_fen if before.decision else None,
            premium_fen=decision.premium_fen,
            subsidy_fen=decision.subsidy_fen,
            self_pay_fen=decision.self_pay_fen,
        ),
    )


def _holds_without_claims(decision: Decision) -> bool:
    fallback = decision.fallback
    return isinstance(fallback, Decision) and fallback.decision != "BLOCK"


def _stored(
    chunk: Sequence[_Prepared],
    scheme: Scheme,
    from_year: int,
    operator: Operator,
    here: Office,
) -> list[Proposal]:
    households = renewals.households(scheme.id, from_year)
    now = stamp()
    drafts: list[Draft] = []
    done: list[Proposal] = []
    for each in chunk:
        if each.proposal.outcome == "ineligible":
            done.append(each.proposal)
            continue
        draft = Enrollment(
            uid=new_uid(),
            household_uid=each.before.household_uid,
            state="DRAFT",
            document=each.document,
            operator=operator.id,
            updated_at=now,
        )
        drafts.append(Draft(draft, households[each.before.household_uid]))
        done.append(msgspec.structs.replace(each.proposal, uid=draft.uid))
    with transaction():
        importing.add_drafts(drafts, here.code)
    return done


def _with_papers(document: HouseholdDocument, agreed: Agreed) -> HouseholdDocument:
    on = today()
    return msgspec.structs.replace(
        document,
        enrolled_on=on,
        consents=Consents(
            voluntary=agreed.voluntary,
            personal_information=agreed.personal_information,
            share_with_insurer=agreed.share_with_insurer,
        ),
        signature=Signature(kind="SIGNED" if agreed.signed else None),
        payment=Payment(method=agreed.payment),
        members=tuple(_member_agreeing(each, agreed, on) for each in document.members),
    )


def _member_agreeing(member: Member, agreed: Agreed, on: date) -> Member:
    """Adults sign for themselves; for the insured under 14 a guardian agrees."""
    born = member.birth_date
    age = completed_years(born, on) if born else ADULT_AGE
    if age < CONSENT_AGE:
        return msgspec.structs.replace(member, guardian_consent=agreed.guardians_agree)
    signs = agreed.signed if age >= ADULT_AGE and member.insured else None
    return msgspec.structs.replace(member, signed=signs)
