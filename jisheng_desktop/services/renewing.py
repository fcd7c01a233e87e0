"""Last year's households for the new year: each decided afresh, stored as drafts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from db.connection import transaction
from db.queries import importing, renewals
from db.queries.households import with_uid
from db.queries.importing import Draft
from jisheng_desktop.domain.ages import completed_years
from jisheng_desktop.domain.confirmation import ADULT_AGE, CONSENT_AGE
from jisheng_desktop.domain.documents import (
    Consents,
    HouseholdDocument,
    Member,
    Payment,
    PaymentMethod,
    Signature,
)
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.stations import Office, Operator
from jisheng_desktop.errors import EnvironmentTrouble, UserError
from jisheng_desktop.services.enrolling import Enrolled, enroll
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import new_uid, stamp, today
from jisheng_desktop.services.progress import Progress, silent
from jisheng_desktop.services.records import editable
from jisheng_desktop.services.renewal_proposals import (
    Prepared,
    Proposal,
    chunks,
    households_of,
    prepared,
    require_year,
)


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


def renew(
    from_year: int,
    to_year: int,
    *,
    operator: Operator,
    dry_run: bool = False,
    progress: Progress = silent,
) -> Renewal:
    """Propose the live households of a year for another, and store them as drafts.

    Each is decided as if everything were signed; consents, signatures and payment
    are left open and asked again. Who is no longer eligible is told and not stored.
    """
    if to_year <= from_year:
        raise UserError(f"新年度{to_year}应晚于原年度{from_year}")
    here = office()
    schemes = [s for s in here.schemes if households_of(s, from_year)]
    if not schemes:
        raise UserError(f"{from_year}年度没有已确认的参保家庭，没有可续保的")
    for scheme in schemes:
        require_year(scheme, to_year)
    total = sum(households_of(scheme, from_year) for scheme in schemes)
    done: list[Proposal] = []
    already = 0
    for scheme, chunk, known in _chunks(here, schemes, from_year, to_year):
        already += known
        if dry_run:
            done += [each.proposal for each in chunk]
        else:
            done += _stored(chunk, scheme, from_year, operator, here)
        progress(min(len(done) + already, total), total)
    outcomes = Counter(each.outcome for each in done)
    return Renewal(
        from_year=from_year,
        to_year=to_year,
        households=len(done) + already,
        unchanged=outcomes["unchanged"],
        changed=outcomes["changed"],
        ineligible=outcomes["ineligible"],
        already=already,
        dry_run=dry_run,
        proposals=tuple(done),
    )


def _chunks(
    here: Office, schemes: Sequence[Scheme], from_year: int, to_year: int
) -> Iterator[tuple[Scheme, list[Prepared], int]]:
    """Yield households to be proposed, some at a time, and how many beside them have a
    record in the new year already.
    """
    for scheme in schemes:
        known = renewals.households_in(scheme.id, to_year)
        for found in chunks(scheme, from_year):
            fresh = [each for each in found if each.household_uid not in known]
            chunk = [prepared(here, scheme, to_year, each) for each in fresh]
            yield scheme, chunk, len(found) - len(fresh)


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
            draft = editable(uid)
            enrolled.append(
                confirm_one(draft.document, agreed, operator, reason, uid=draft.uid)
            )
        except EnvironmentTrouble:
            raise
        except UserError as error:
            refused[uid] = str(error)
    return Confirmation(tuple(enrolled), refused)


def confirm_one(
    document: HouseholdDocument,
    agreed: Agreed,
    operator: Operator,
    reason: str | None,
    *,
    uid: str | None,
) -> Enrolled:
    """Confirm one renewal with what was agreed to; `uid` names its draft, if it has one."""
    signed = _with_papers(document, agreed)
    return enroll(signed, operator=operator, reason=reason, uid=uid)


def _stored(
    chunk: Sequence[Prepared],
    scheme: Scheme,
    from_year: int,
    operator: Operator,
    here: Office,
) -> list[Proposal]:
    households = renewals.households(scheme.id, from_year)
    drafts: list[Draft] = []
    done: list[Proposal] = []
    for each in chunk:
        if each.proposal.outcome == "ineligible":
            done.append(each.proposal)
            continue
        draft = _draft(each, operator)
        drafts.append(Draft(draft, households.get(each.before.household_uid)))
        done.append(msgspec.structs.replace(each.proposal, uid=draft.uid))
    with transaction():
        importing.add_drafts(drafts, here.code)
    return done


def draft_one(each: Prepared, operator: Operator) -> str:
    """Store one renewal as a draft of its household, and return the draft's uid."""
    draft = _draft(each, operator)
    with transaction():
        household = with_uid(draft.household_uid)
        importing.add_drafts([Draft(draft, household)], office().code)
    return draft.uid


def _draft(each: Prepared, operator: Operator) -> Enrollment:
    return Enrollment(
        uid=new_uid(),
        household_uid=each.before.household_uid,
        state="DRAFT",
        document=each.document,
        operator=operator.id,
        updated_at=stamp(),
    )


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
