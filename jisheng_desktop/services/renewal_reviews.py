"""Renewal household by household: reviewed, compared, opened, confirmed.

Nothing is stored for a household until somebody opens it or confirms it.
"""

from collections.abc import Sequence

import msgspec

from db.queries import renewals
from db.queries.renewals import Standing
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.renewals import Compared, Year, compared
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.stations import Office, Operator
from jisheng_desktop.errors import EnvironmentTrouble, UserError
from jisheng_desktop.services.enrolling import Enrolled
from jisheng_desktop.services.library import office
from jisheng_desktop.services.library_rules import household_of
from jisheng_desktop.services.past_households import record_before
from jisheng_desktop.services.progress import Progress, silent
from jisheng_desktop.services.records import find_record
from jisheng_desktop.services.renewal_proposals import (
    Prepared,
    Proposal,
    begun,
    chunks,
    households_of,
    prepared,
    require_year,
)
from jisheng_desktop.services.renewing import (
    Agreed,
    Confirmation,
    confirm_one,
    draft_one,
)
from jisheng_desktop.services.schemes import scheme_of


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """One household of last year: where it stands in the new year.

    `key` is last year's record, `names` are all its members; `old_category` and the
    proposal's `category` are codes. `done` tells that it is confirmed for the new year.
    """

    key: str
    village: str
    names: tuple[str, ...]
    old_category: str | None
    proposal: Proposal
    done: bool


def years_to_renew(scheme: Scheme) -> tuple[int, ...]:
    """Return the years of a scheme for which the year before has households here."""
    years = (each.policy_year for each in scheme.years)
    return tuple(year for year in years if households_of(scheme, year - 1))


def review(
    scheme: Scheme,
    year: int,
    *,
    progress: Progress = silent,
) -> tuple[Reviewed, ...]:
    """Return last year's households of a scheme, each decided for `year`; store nothing.

    `progress` gets households done and in all, and may raise `CancelledByUser`.
    """
    require_year(scheme, year)
    here = office()
    known = renewals.standings_in(scheme.id, year)
    total = households_of(scheme, year - 1)
    found: list[Reviewed] = []
    progress(0, total)
    for chunk in chunks(scheme, year - 1):
        for before in chunk:
            standing = known.get(before.household_uid) or _by_head(before, known)
            now = _as_it_stands(here, scheme, year, before, standing)
            found.append(_reviewed(here, now, standing))
            progress(len(found), total)
    return tuple(found)


def both_years(key: str, year: int) -> tuple[Compared, ...]:
    """Return a household of last year and the same for `year`, side by side."""
    now = _prepared(key, year)
    scheme = scheme_of(now.before.document.scheme)
    before = Year(now.before.document, now.before.decision)
    return tuple(compared(before, Year(now.document, now.decision), scheme))


def open_renewal(key: str, year: int, *, operator: Operator) -> str:
    """Return the uid of a household's draft for `year`, made now if there is none."""
    now = _prepared(key, year)
    return now.proposal.uid or draft_one(now, operator)


def confirm_reviewed(
    keys: Sequence[str],
    year: int,
    agreed: Agreed,
    *,
    operator: Operator,
    reason: str | None = None,
    progress: Progress = silent,
) -> Confirmation:
    """Confirm households that have all agreed to the same on paper, for `year`.

    Each is all or nothing; whoever is refused is told by the key. `progress` may raise
    `CancelledByUser`: those confirmed until then stay confirmed, as they do when the
    disk is full.
    """
    enrolled: list[Enrolled] = []
    refused: dict[str, str] = {}
    for done, key in enumerate(keys):
        progress(done, len(keys))
        try:
            now = _prepared(key, year)
            enrolled.append(
                confirm_one(
                    now.document, agreed, operator, reason, uid=now.proposal.uid
                )
            )
        except EnvironmentTrouble:
            raise
        except UserError as error:
            refused[key] = str(error)
    progress(len(keys), len(keys))
    return Confirmation(tuple(enrolled), refused)


def _reviewed(here: Office, now: Prepared, standing: Standing | None) -> Reviewed:
    before = now.before
    return Reviewed(
        key=before.uid,
        village=here.village_name(before.document.household.village_code or ""),
        names=tuple(member.name for member in before.document.members),
        old_category=before.decision.category if before.decision else None,
        proposal=now.proposal,
        done=standing is not None and standing.state != "DRAFT",
    )


def _by_head(before: Enrollment, known: dict[str, Standing]) -> Standing | None:
    """Return the record of a household that a kit named and that has a number by now."""
    uid = household_of(before.document) if known else None
    return known.get(uid) if uid else None


def _as_it_stands(
    here: Office,
    scheme: Scheme,
    year: int,
    before: Enrollment,
    standing: Standing | None,
) -> Prepared:
    if standing is None:
        return prepared(here, scheme, year, before)
    return begun(here, scheme, before, find_record(standing.uid))


def _prepared(key: str, year: int) -> Prepared:
    before = record_before(key)
    scheme = scheme_of(before.document.scheme)
    uids = (before.household_uid, household_of(before.document))
    found = (renewals.standing_in(scheme.id, year, uid) for uid in uids if uid)
    standing = next((each for each in found if each), None)
    return _as_it_stands(office(), scheme, year, before, standing)
