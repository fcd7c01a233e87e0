"""Policy numbers: the insurer's returned workbook taken in, matched with who is insured."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from db.queries import policies, received
from db.queries.journal import Change
from jisheng_desktop.domain.answers import policy_notice
from jisheng_desktop.domain.policies import (
    Line,
    Match,
    News,
    Terms,
    match_lines,
    news_of,
)
from jisheng_desktop.domain.policy_columns import COLUMNS, FIELDS, POLICY_READERS
from jisheng_desktop.domain.problems import Problem
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.insurer_sheets import (
    InsurerSheet,
    SaidRow,
    Shape,
    rows_in,
    sheets_in,
)
from jisheng_desktop.services.keyring import OFFICE_LEVELS
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import stamp
from jisheng_desktop.services.progress import Progress, silent
from jisheng_desktop.services.recording import recording
from jisheng_desktop.services.reporting import whose
from jisheng_desktop.services.sheet_problems import SheetProblem

SHAPE = Shape(COLUMNS, FIELDS, needed="policy_no", header="保单号，以及姓名或证件号码")
CHUNK = 200


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What the list is about, where it is not the usual; `replace` lets new numbers win."""

    scheme_id: str | None = None
    year: int | None = None
    replace: bool = False


class PoliciesTaken(msgspec.Struct, frozen=True, kw_only=True):
    """What the insurer's list brought, or would bring, by rows.

    `empty` rows have no number yet. `insured` counts the enrolments whose persons all
    have a policy now; `problems` says why rows were unmatched or contradictory.
    """

    rows: int
    new: int
    replaced: int
    known: int
    unmatched: int
    contradictory: int
    unreadable: int
    empty: int
    insured: int
    problems: tuple[SheetProblem, ...]
    dry_run: bool

    @property
    def refused(self) -> int:
        """Return how many rows gave nobody a number although they have one."""
        return len(self.problems)


class _Read(NamedTuple):
    """A row of the list as it was read."""

    sheet: InsurerSheet
    row: SaidRow

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What forbids to rely on the row: a damaged policy number above all."""
        return tuple(p for p in self.row.problems if p.field != "id_no")

    @property
    def is_empty(self) -> bool:
        """Tell whether the row has no policy number, readable or not."""
        return not self.faults and "policy_no" not in self.row.said

    @property
    def line(self) -> Line:
        """What the row says of a policy."""
        said = {f: str(v) for f, v in self.row.said.items() if f in Line._fields}
        return Line(**{"policy_no": "", **said})


def take_policy_numbers(
    file: Path,
    choice: Choice,
    *,
    operator: Operator,
    dry_run: bool = False,
    progress: Progress = silent,
) -> PoliciesTaken:
    """Take in the policy numbers of a list; with `dry_run` store nothing.

    A row that fits nobody, or contradicts another row or what is known, is named and
    left out; the others stand, in one transaction. Raises `UserError` where the file
    holds no such list, and for a station that is no district.
    """
    _require_office()
    here = whose(choice.scheme_id, choice.year)
    terms = Terms(here.scheme.kind == "HOUSEHOLD", choice.replace)
    read = list(_rows(file))
    usable = [each for each in read if not each.faults and not each.is_empty]
    holders = tuple(policies.holders(here.scheme.id, here.year))
    matches = match_lines([each.line for each in usable], holders, terms)
    news = list(news_of(matches, holders))
    if not dry_run:
        _store(news, operator, progress)
    outcomes = Counter(match.outcome for match in matches)
    return PoliciesTaken(
        rows=len(read),
        new=outcomes["new"],
        replaced=outcomes["replaced"],
        known=outcomes["known"],
        unmatched=outcomes["unmatched"],
        contradictory=outcomes["contradictory"],
        unreadable=sum(bool(each.faults) for each in read),
        empty=sum(each.is_empty for each in read),
        insured=sum(each.is_insured for each in news),
        problems=tuple(_problems(read, usable, matches)),
        dry_run=dry_run,
    )


def _require_office() -> None:
    if office().level not in OFFICE_LEVELS:
        raise UserError("保单号由区县导入，再随答复文件发到各站点，本处不用导入")


def _rows(file: Path) -> Iterator[_Read]:
    for sheet in sheets_in(file, SHAPE):
        yield from (_Read(sheet, row) for row in rows_in(sheet, POLICY_READERS))


def _problems(
    read: Sequence[_Read], usable: Sequence[_Read], matches: Sequence[Match]
) -> Iterator[SheetProblem]:
    """Yield one problem a refused row, in the order of the rows."""
    refused = {
        id(each): _reason(each, match)
        for each, match in zip(usable, matches, strict=True)
        if match.problem is not None
    }
    for each in read:
        found = refused.get(id(each)) or next(iter(each.faults), None)
        if found is not None:
            yield each.sheet.problem(each.row.number, found)


def _reason(each: _Read, match: Match) -> Problem | None:
    """A row that fits nobody because its identity number is damaged says so."""
    damaged = each.row.problems if match.outcome == "unmatched" else ()
    return next(iter(damaged), match.problem)


# -- storing ------------------------------------------------------------------------


def _store(news: Sequence[News], operator: Operator, progress: Progress) -> None:
    """Store the numbers with their journal, and what they mean for the records."""
    now = stamp()
    with recording(operator) as record:
        for done, each in enumerate(news):
            if done % CHUNK == 0:
                progress(done, len(news))
            policies.put(each.uid, each.fresh, now)
            notice = policy_notice(each.uid, each.numbers)
            data = msgspec.to_builtins(notice)
            record(Change("POLICY", f"policy/{each.uid}", data))
        insured = [each.uid for each in news if each.is_insured]
        policies.insure(insured)
        _latch(news, set(insured))
    progress(len(news), len(news))


def _latch(news: Sequence[News], insured: set[str]) -> None:
    """A claim with a policy stands before all others (sync.md section 5)."""
    rulings = received.rulings(each.uid for each in news)
    received.put_rulings(
        [
            ruling._replace(
                latched=1, result="INSURED" if uid in insured else ruling.result
            )
            for uid, ruling in rulings.items()
        ]
    )
