"""The district decides a record again: under its own schemes, by its own roster.

Pure once the rules are at hand, so that any process may do it.
"""

import msgspec

from db.queries import entitlements, offices
from jisheng_desktop.domain.cases import Roster
from jisheng_desktop.domain.decisions import decide
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.reviews import flaw_in
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.stations import Office, territory
from jisheng_desktop.domain.verdicts import Flaw, no_such_scheme, village_elsewhere
from jisheng_desktop.services.keyring import OFFICE_LEVELS


class Rules(msgspec.Struct, frozen=True):
    """What the district decides by, as it is at the start of an import.

    `hashes` are those of the scheme files, `roster` says until when who is entitled to
    what (None: no roster was taken in), `villages` pairs villages with their stations.
    """

    schemes: dict[str, Scheme]
    hashes: dict[str, str]
    roster: dict[tuple[str, str], str | None] | None
    villages: frozenset[tuple[str, str]]


def rules_of(here: Office) -> Rules | None:
    """Return the rules of the open library; None where it is not the district's."""
    if here.level not in OFFICE_LEVELS:
        return None
    return Rules(
        schemes={scheme.id: scheme for scheme in here.schemes},
        hashes=offices.scheme_hashes(),
        roster=entitlements.everybody() or None,
        villages=frozenset((each.code, each.parent) for each in offices.stations()),
    )


def review(
    record: Enrollment, station: str, schemes: dict[str, str], rules: Rules
) -> Flaw | None:
    """Return what is wrong with a station's record by itself.

    `schemes` are the hashes of the scheme files by which the station decided.
    """
    document, claimed = record.document, record.decision
    scheme = rules.schemes.get(document.scheme)
    village = document.household.village_code or ""
    if scheme is None or claimed is None:
        return no_such_scheme(document.scheme)
    if not _covers(station, village, rules):
        return village_elsewhere(village)
    again = decide(document, scheme, roster=_roster(document, rules))
    same = schemes.get(scheme.id) == rules.hashes.get(scheme.id)
    return flaw_in(document, claimed, again, scheme, same_prices=same)


def _covers(station: str, village: str, rules: Rules) -> bool:
    if not station.isdigit() or village.startswith(territory(station)):
        return True
    return (village, station) in rules.villages


def _roster(document: HouseholdDocument, rules: Rules) -> Roster | None:
    entitled = rules.roster
    if entitled is None:
        return None
    on = document.enrolled_on.isoformat()
    return lambda id_no, category: (entitled.get((category, id_no), "") or on) >= on
