"""What a list brought, or would bring, as figures and sheets to look at."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from jisheng_desktop.domain.lists import Column, Listing, Value
from jisheng_desktop.services.importing_rosters import Imported
from jisheng_desktop.services.reporting import Drawn
from jisheng_desktop.services.subsidy_rosters import Near, TakenIn

FOUND = "逐行问题"
NO_PROBLEM = "没有发现问题。"


class Told(Protocol):
    """A row that was not taken in, as every import tells of it."""

    @property
    def row(self) -> int: ...
    @property
    def cell(self) -> str: ...
    @property
    def column(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def sheet(self) -> str: ...


class Outcome(NamedTuple):
    """What came of a list, or would: `taken` can be stored, `refused` cannot.

    `drawn` are lists that follow from it, to be written for others.
    """

    figures: tuple[tuple[str, str], ...]
    listings: tuple[Listing, ...]
    notes: tuple[str, ...]
    taken: int
    refused: int
    said: str
    drawn: Drawn | None = None


def outcome_of_roster(done: Imported) -> Outcome:
    """Return the outcome of a roster of households."""
    counts = (
        ("行", done.rows),
        ("户", done.households),
        ("新增", done.new),
        ("有变化", done.changed),
        ("没有变化", done.unchanged),
        ("不能导入", done.refused),
    )
    return Outcome(
        figures=tuple((what, f"{count:,}") for what, count in counts),
        listings=(_problems(done.problems),),
        notes=done.assumed,
        taken=done.new + done.changed,
        refused=done.refused,
        said=f"新增{done.new}户、更新{done.changed}户，{done.unchanged}户没有变化",
    )


def outcome_of_entitled(
    done: TakenIn, drawn: Drawn | None, names: dict[str, str]
) -> Outcome:
    """Return the outcome of a list of the entitled; `drawn` is who is not covered."""
    kinds = tuple(
        (names.get(code, code), f"{n:,}") for code, n in done.categories.items()
    )
    counts = (
        ("行", f"{done.rows:,}"),
        ("可用", f"{done.taken:,}"),
        ("已参保", f"{done.insured:,}"),
        ("不能用", f"{done.refused:,}"),
    )
    return Outcome(
        figures=(*counts, *kinds),
        listings=(
            _problems(done.problems),
            _near(done.near, names),
            *(drawn.listings if drawn else ()),
        ),
        notes=("名单按类别整份替换：同一类别以前的名单不再使用。",),
        taken=done.taken,
        refused=done.refused,
        said=f"应享名单收下{done.taken}人，其中{done.insured}人已参保",
        drawn=drawn,
    )


def _problems(problems: Sequence[Told]) -> Listing:
    several = len({each.sheet for each in problems}) > 1
    rows: list[tuple[Value, ...]] = [
        (
            f"{each.sheet}!{each.row}" if several else str(each.row),
            each.cell,
            each.column,
            each.text,
        )
        for each in problems
    ]
    columns = (
        Column("行"),
        Column("单元格"),
        Column("栏目", width=16),
        Column("问题", width=60),
    )
    notes = () if rows else (NO_PROBLEM,)
    return Listing(FOUND, "", columns, rows, notes, summed=False)


def _near(near: Sequence[Near], names: dict[str, str]) -> Listing:
    columns = (
        Column("姓名"),
        Column("类别", width=24),
        Column("名单上的号码", width=22),
        Column("已参保的号码", width=22),
        Column("参保号", width=26),
    )
    rows = [
        (
            each.name,
            names.get(each.category, each.category),
            each.id_masked,
            each.insured_id_masked,
            each.enroll_no,
        )
        for each in near
    ]
    return Listing("疑似同一人", "", columns, rows, summed=False)
