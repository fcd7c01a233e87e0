"""Last year's roster for a kit: the station's own households out of a sheet. Reads only."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.policy_years import year_in_use
from jisheng_desktop.domain.sheet_lines import Finding
from jisheng_desktop.domain.stations import NewStation, Office, Village
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.roster_proposals import (
    Proposal,
    proposals,
    said_in,
    survey_of,
)
from jisheng_desktop.services.roster_readers import assumptions, fitted, readers
from jisheng_desktop.services.roster_tables import read_tables

SHOWN = 3


class KitRoster(msgspec.Struct, frozen=True):
    """The households that travel in a kit, and why others of the sheet do not.

    `elsewhere` counts those of other stations' villages, `refused` the faulty ones;
    `problems` are the first of their faults, by row.
    """

    documents: tuple[HouseholdDocument, ...] = ()
    elsewhere: int = 0
    refused: int = 0
    problems: tuple[str, ...] = ()


def read_kit_roster(
    file: Path, station: NewStation, villages: tuple[Village, ...]
) -> KitRoster:
    """Return the households of a station in the sheet of the year before this one.

    Raises `UserError` for a file that is no roster.
    """
    here = _as_office(station, villages)
    found = tuple(_proposals(file, here))
    documents = tuple(d for each in found if (d := _document(each)) is not None)
    own = tuple(d for d in documents if here.covers(d.household.village_code or ""))
    refused = [each for each in found if each.outcome == "refused"]
    elsewhere = [each for each in refused if _is_elsewhere(each)]
    faulty = [each for each in refused if not _is_elsewhere(each)]
    return KitRoster(
        own,
        len(documents) - len(own) + len(elsewhere),
        len(faulty),
        tuple(map(_fault, faulty[:SHOWN])),
    )


def roster_words(roster: KitRoster) -> str:
    """Return in words what of a roster travels, and what does not."""
    words = f"带上{len(roster.documents)}户"
    if roster.elsewhere:
        words += f"，其他村居{roster.elsewhere}户没有带"
    if roster.refused:
        words += f"，有误{roster.refused}户没有带"
    return words


def _proposals(file: Path, here: Office) -> Iterator[Proposal]:
    usual = assumptions(here, None, None)
    last = year_in_use(usual.scheme, today()) - 1
    assumed = usual._replace(policy_year=last)
    tables = tuple(fitted(table, assumed.scheme) for table in read_tables(file))
    said = said_in(tables, readers(here, assumed))
    return proposals(survey_of(here, assumed, tables, said), said)


def _as_office(station: NewStation, villages: Sequence[Village]) -> Office:
    return Office(
        code=station.code,
        name=station.name,
        level=station.level,
        parent=station.parent,
        practice=False,
        schemes=office().schemes,
        villages=tuple(villages),
    )


def _document(proposal: Proposal) -> HouseholdDocument | None:
    if proposal.document is not None:
        return proposal.document
    return proposal.before.document if proposal.before else None


def _is_elsewhere(proposal: Proposal) -> bool:
    return all(finding.problem.code == "E402" for finding in _errors(proposal))


def _errors(proposal: Proposal) -> list[Finding]:
    return [f for f in proposal.findings if f.problem.severity == "E"]


def _fault(proposal: Proposal) -> str:
    first = _errors(proposal)[0]
    return f"第{first.row + 1}行：{first.problem.text}"
