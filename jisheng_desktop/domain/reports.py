"""Reports: what was enrolled, by village and category, who pays, what a budget has left."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import add
from typing import NamedTuple, TypeVar

from jisheng_desktop.domain.explaining import PAYER_NAMES
from jisheng_desktop.domain.lists import Column, Listing, Value
from jisheng_desktop.domain.schemes import Budget, Scheme

Key = TypeVar("Key", str, tuple[str, str])

AMOUNTS = (
    Column("应交保费", "yuan", 14),
    Column("财政补贴", "yuan", 14),
    Column("自付", "yuan", 14),
)
NUMBERS = (Column("户数", "count", 8), Column("参保人数", "count", 10))


class Group(NamedTuple):
    """What one operator enrolled in a village on a day, of one category; money in fen.

    `households` have somebody in this category; `once` counts a household only in the
    category of its first insured, so that it may be added up over categories.
    """

    village: str
    operator: str
    confirmed_on: str
    category: str | None
    households: int
    once: int
    persons: int
    subsidised: int
    premium_fen: int
    subsidy_fen: int
    self_pay_fen: int


class Grant(NamedTuple):
    """One subsidy granted: in the name of a person, and of a household's head."""

    village: str
    category: str | None
    head_name: str
    household_no: str
    name: str | None
    id_no: str | None
    number: str
    amount_fen: int


class Office(NamedTuple):
    """Whose report it is, and under which scheme and year."""

    name: str
    scheme: Scheme
    year: int

    def heading(self, what: str) -> str:
        """Return the line above a list."""
        return f"{self.scheme.name} {self.year}年度 {what}（{self.name}）"

    def category(self, code: str | None) -> str:
        """Return a category's name, or its code when the scheme has it no more."""
        known = self.scheme.category(code or "")
        return known.name if known else code or "未认定"


class Tally(NamedTuple):
    """Households, persons and money of one line of a summary, in order of its columns."""

    households: int = 0
    persons: int = 0
    premium_fen: int = 0
    subsidy_fen: int = 0
    self_pay_fen: int = 0


def by_category(
    groups: Iterable[Group], key: Callable[[Group], Key]
) -> dict[Key, Tally]:
    """Add up groups by a key that holds the category, sorted by it."""
    return _added((key(each), Tally(each.households, *_sums(each))) for each in groups)


def by_whole(groups: Iterable[Group], key: Callable[[Group], Key]) -> dict[Key, Tally]:
    """Add up groups by a key without the category, each household once; sorted by it."""
    return _added((key(each), Tally(each.once, *_sums(each))) for each in groups)


def whole(groups: Iterable[Group]) -> Tally:
    """Add up all groups."""
    return by_whole(groups, lambda _: "").get("", Tally())


def _sums(group: Group) -> tuple[int, int, int, int]:
    return group.persons, group.premium_fen, group.subsidy_fen, group.self_pay_fen


def _added(parts: Iterable[tuple[Key, Tally]]) -> dict[Key, Tally]:
    found: dict[Key, Tally] = {}
    for key, tally in parts:
        found[key] = Tally(*map(add, found.get(key, Tally()), tally))
    return {key: found[key] for key in sorted(found)}


def summary(office: Office, groups: Sequence[Group]) -> tuple[Listing, ...]:
    """Return what is enrolled by village and category, by village, and by category."""
    lines = by_category(groups, lambda g: (g.village, office.category(g.category)))
    return (
        Listing(
            "按村居和类别",
            office.heading("参保汇总表"),
            (Column("村居", width=20), Column("类别", width=28), *NUMBERS, *AMOUNTS),
            [(*key, *tally) for key, tally in lines.items()],
            ("一户的成员分属几类时，户数在每类各计一次。",),
        ),
        _by(office, "村居", by_whole(groups, lambda g: g.village)),
        _by(
            office,
            "类别",
            by_category(groups, lambda g: office.category(g.category)),
        ),
    )


def _by(office: Office, what: str, tallies: dict[str, Tally]) -> Listing:
    rows = [(name, *tally) for name, tally in tallies.items()]
    columns = (Column(what, width=28), *NUMBERS, *AMOUNTS)
    return Listing(f"按{what}", office.heading(f"按{what}汇总"), columns, rows)


# -- subsidies ---------------------------------------------------------------------------


def settlement(
    office: Office, shares: Mapping[str, int], grants: Sequence[Grant]
) -> tuple[Listing, ...]:
    """Return the subsidies by category, by payer, and one by one, for the finance bureau.

    `shares` are what `payer_shares` returns.
    """
    by_payer = Listing(
        "按出资方",
        office.heading("财政补贴分担表"),
        (Column("出资方", width=20), Column("金额", "yuan", 16)),
        sorted(shares.items()),
    )
    return _granted_by_category(office, grants), by_payer, _granted(office, grants)


def _granted_by_category(office: Office, grants: Sequence[Grant]) -> Listing:
    spent = _spent((grant.category, Spent(1, grant.amount_fen)) for grant in grants)
    unit = "人数" if office.scheme.kind == "PERSON" else "户数"
    return Listing(
        "按类别",
        office.heading("财政补贴结算表"),
        (Column("类别", width=32), Column(unit, "count"), Column("金额", "yuan", 16)),
        sorted((office.category(code), *each) for code, each in spent.items()),
    )


def _granted(office: Office, grants: Sequence[Grant]) -> Listing:
    by_person = office.scheme.kind == "PERSON"
    name, number = ("姓名", "证件号码") if by_person else ("户主", "户号")
    return Listing(
        "明细",
        office.heading("财政补贴明细表"),
        (
            Column("村居", width=20),
            Column("类别", width=28),
            Column(name),
            Column(number, width=26),
            Column("参保号", width=28),
            Column("金额", "yuan"),
        ),
        [_grant_row(office, grant, by_person=by_person) for grant in grants],
    )


def _grant_row(office: Office, grant: Grant, *, by_person: bool) -> tuple[Value, ...]:
    person = (grant.name, grant.id_no)
    who = person if by_person else (grant.head_name, grant.household_no)
    category = office.category(grant.category)
    return (grant.village, category, *who, grant.number, grant.amount_fen)


class Spent(NamedTuple):
    """Subsidies granted, and their amount in fen."""

    granted: int = 0
    fen: int = 0


def spending(groups: Iterable[Group]) -> dict[str | None, Spent]:
    """Return what is spent on each category that has a subsidy."""
    return _spent(
        (each.category, Spent(each.subsidised, each.subsidy_fen))
        for each in groups
        if each.subsidised
    )


def _spent(parts: Iterable[tuple[str | None, Spent]]) -> dict[str | None, Spent]:
    found: dict[str | None, Spent] = {}
    for category, spent in parts:
        found[category] = Spent(*map(add, found.get(category, Spent()), spent))
    return found


def payer_shares(paid: Mapping[str, int], subsidy_fen: int) -> dict[str, int]:
    """Return what each payer bears, by name, and what of the subsidies no share is set for."""
    shares = {PAYER_NAMES.get(payer, payer): fen for payer, fen in paid.items() if fen}
    rest = subsidy_fen - sum(shares.values())
    return shares | ({"分担比例未设定": rest} if rest else {})


def spent_on(line: Budget, spent: Mapping[str | None, Spent]) -> Spent:
    """Return what is spent on the categories of a budget's line."""
    parts = [spent.get(code, Spent()) for code in line.categories]
    return Spent(sum(part.granted for part in parts), sum(part.fen for part in parts))


def budget(office: Office, groups: Iterable[Group]) -> Listing:
    """Return each line of the year's budget: planned, used, and what remains."""
    spent, lines = spending(groups), budget_lines(office)
    return Listing(
        "预算执行",
        office.heading("补助预算执行表"),
        (
            Column("预算项目", width=40),
            Column("计划人数", "count"),
            Column("标准"),
            Column("预算金额", "yuan", 16),
            Column("已用人数", "count"),
            Column("已用金额", "yuan", 16),
            Column("剩余人数", "count"),
            Column("剩余金额", "yuan", 16),
        ),
        [_budget_row(line, spent_on(line, spent)) for line in lines],
        () if lines else (f"方案没有写明{office.year}年度的预算。",),
        summed=bool(lines),
    )


def budget_lines(office: Office) -> tuple[Budget, ...]:
    """Return the year's budget, or one line for each category with a number of persons."""
    year = office.scheme.year(office.year)
    if year is not None and year.budgets:
        return year.budgets
    return tuple(
        Budget(
            name=each.name,
            categories=(each.code,),
            persons=each.budget_persons,
            rate_fen=each.rate_fen,
        )
        for each in office.scheme.categories
        if each.budget_persons is not None
    )


def _budget_row(line: Budget, used: Spent) -> tuple[Value, ...]:
    return (
        line.name,
        line.persons,
        f"{line.rate_fen / 100:g}元",
        line.amount_fen,
        used.granted,
        used.fen,
        line.persons - used.granted,
        line.amount_fen - used.fen,
    )


# -- who worked --------------------------------------------------------------------------


def operators(
    office: Office, groups: Sequence[Group], called: Callable[[str], str]
) -> tuple[Listing, ...]:
    """Return what each operator enrolled, in all and day by day."""

    def name(group: Group) -> str:
        return called(group.operator)

    everybody = by_whole(groups, name)
    daily = by_whole(groups, lambda g: (g.confirmed_on, name(g)))
    who, day = Column("操作员", width=16), Column("日期")
    figures = (*NUMBERS, *AMOUNTS)
    return (
        Listing(
            "操作员",
            office.heading("操作员统计表"),
            (who, *figures),
            [(each, *tally) for each, tally in everybody.items()],
        ),
        Listing(
            "按日",
            office.heading("操作员按日统计"),
            (day, who, *figures),
            [(*key, *tally) for key, tally in daily.items()],
        ),
    )
