"""Reports: what was enrolled, by village and category, who pays, what a budget has left."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from jisheng_desktop.domain.decisions import Insured
from jisheng_desktop.domain.explaining import PAYER_NAMES
from jisheng_desktop.domain.lists import Column, Listing, Value
from jisheng_desktop.domain.pricing import Funding
from jisheng_desktop.domain.schemes import Budget, Scheme

AMOUNTS = (
    Column("应交保费", "yuan", 14),
    Column("财政补贴", "yuan", 14),
    Column("自付", "yuan", 14),
)
NUMBERS = (Column("户数", "count", 8), Column("参保人数", "count", 10))


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One enrolment that counts, money in fen; persons are the insured by their ref."""

    number: str
    household_no: str
    village: str
    group_name: str
    head_name: str
    premium_fen: int
    subsidy_fen: int
    self_pay_fen: int
    operator: str
    confirmed_on: str
    insured: tuple[Insured, ...]
    funding: tuple[Funding, ...]
    persons: dict[str, tuple[str, str, str | None]]


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


class Tally:
    """Households, persons and money of one line of a summary."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.households: set[str] = set()
        self.persons = 0
        self.money: Counter[str] = Counter()

    def add(self, record: Record, insured: Insured) -> None:
        """Count one insured person with the money it bears."""
        self.households.add(record.household_no)
        self.persons += 1
        self.money["premium"] += insured.premium_fen or 0
        self.money["subsidy"] += insured.subsidy_fen or 0
        self.money["self_pay"] += insured.self_pay_fen or 0

    def cells(self) -> list[Value]:
        """Return the figures in the order of their columns."""
        money = [self.money[each] for each in ("premium", "subsidy", "self_pay")]
        return [len(self.households), self.persons, *money]


def summary(office: Office, records: Iterable[Record]) -> tuple[Listing, ...]:
    """Return what is enrolled by village and category, by village, and by category."""
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    villages: dict[str, Tally] = defaultdict(Tally)
    categories: dict[str, Tally] = defaultdict(Tally)
    for record in records:
        for insured in record.insured:
            name = office.category(insured.category)
            tallies[record.village, name].add(record, insured)
            villages[record.village].add(record, insured)
            categories[name].add(record, insured)
    both = [
        (village, name, *tally.cells())
        for (village, name), tally in sorted(tallies.items())
    ]
    return (
        Listing(
            "按村居和类别",
            office.heading("参保汇总表"),
            (Column("村居", width=20), Column("类别", width=28), *NUMBERS, *AMOUNTS),
            both,
            ("一户的成员分属几类时，户数在每类各计一次。",),
        ),
        _by(office, "村居", villages),
        _by(office, "类别", categories),
    )


def _by(office: Office, what: str, tallies: dict[str, Tally]) -> Listing:
    rows = [(name, *tally.cells()) for name, tally in sorted(tallies.items())]
    columns = (Column(what, width=28), *NUMBERS, *AMOUNTS)
    return Listing(f"按{what}", office.heading(f"按{what}汇总"), columns, rows)


# -- subsidies ---------------------------------------------------------------------------


class Subsidised(NamedTuple):
    """One subsidy granted: to a person, or to a household in the name of its head."""

    village: str
    category: str
    name: str
    id_no: str
    number: str
    amount_fen: int


def subsidised(office: Office, records: Iterable[Record]) -> Iterator[Subsidised]:
    """Yield every subsidy of the records, in order."""
    by_person = office.scheme.kind == "PERSON"
    for record in records:
        for insured in record.insured:
            if not insured.subsidy_fen:
                continue
            name, id_no, _ = record.persons.get(insured.ref, ("", "", None))
            yield Subsidised(
                village=record.village,
                category=office.category(insured.category),
                name=name if by_person else record.head_name,
                id_no=id_no if by_person else record.household_no,
                number=record.number,
                amount_fen=insured.subsidy_fen,
            )


def settlement(office: Office, records: Sequence[Record]) -> tuple[Listing, ...]:
    """Return the subsidies by category, by payer, and one by one, for the finance bureau."""
    grants = list(subsidised(office, records))
    counts = Counter(grant.category for grant in grants)
    amounts: Counter[str] = Counter()
    for grant in grants:
        amounts[grant.category] += grant.amount_fen
    unit = "人数" if office.scheme.kind == "PERSON" else "户数"
    who = ("姓名", "证件号码") if office.scheme.kind == "PERSON" else ("户主", "户号")
    return (
        Listing(
            "按类别",
            office.heading("财政补贴结算表"),
            (
                Column("类别", width=32),
                Column(unit, "count"),
                Column("金额", "yuan", 16),
            ),
            [(name, counts[name], amounts[name]) for name in sorted(counts)],
        ),
        Listing(
            "按出资方",
            office.heading("财政补贴分担表"),
            (Column("出资方", width=20), Column("金额", "yuan", 16)),
            sorted(payer_shares(records).items()),
        ),
        Listing(
            "明细",
            office.heading("财政补贴明细表"),
            (
                Column("村居", width=20),
                Column("类别", width=28),
                Column(who[0]),
                Column(who[1], width=26),
                Column("参保号", width=28),
                Column("金额", "yuan"),
            ),
            grants,
        ),
    )


def payer_shares(records: Iterable[Record]) -> dict[str, int]:
    """Return what each payer bears of the subsidies, and what no share is set for."""
    shares: Counter[str] = Counter()
    for record in records:
        paid = 0
        for funding in record.funding:
            shares[PAYER_NAMES.get(funding.payer, funding.payer)] += funding.amount_fen
            paid += funding.amount_fen
        if record.subsidy_fen > paid:
            shares["分担比例未设定"] += record.subsidy_fen - paid
    return dict(shares)


def budget(office: Office, records: Iterable[Record]) -> Listing:
    """Return each line of the year's budget: planned, used, and what remains."""
    used: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    for record in records:
        for insured in record.insured:
            if insured.subsidy_fen and insured.category:
                used[insured.category] += 1
                spent[insured.category] += insured.subsidy_fen
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
        [_budget_row(line, used, spent) for line in budget_lines(office)],
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


def _budget_row(
    line: Budget, used: Counter[str], spent: Counter[str]
) -> tuple[str | int, ...]:
    persons = sum(used[code] for code in line.categories)
    money = sum(spent[code] for code in line.categories)
    return (
        line.name,
        line.persons,
        f"{line.rate_fen / 100:g}元",
        line.amount_fen,
        persons,
        money,
        line.persons - persons,
        line.amount_fen - money,
    )


# -- who worked --------------------------------------------------------------------------


def operators(
    office: Office, records: Iterable[Record], names: dict[str, str]
) -> tuple[Listing, ...]:
    """Return what each operator enrolled, in all and day by day."""
    everybody: dict[str, Tally] = defaultdict(Tally)
    days: dict[tuple[str, str], Tally] = defaultdict(Tally)
    for record in records:
        name = names.get(record.operator, record.operator)
        for insured in record.insured:
            everybody[name].add(record, insured)
            days[record.confirmed_on, name].add(record, insured)
    whole = [(name, *tally.cells()) for name, tally in sorted(everybody.items())]
    daily = [(*key, *tally.cells()) for key, tally in sorted(days.items())]
    who, day = Column("操作员", width=16), Column("日期")
    figures = (*NUMBERS, *AMOUNTS)
    return (
        Listing("操作员", office.heading("操作员统计表"), (who, *figures), whole),
        Listing("按日", office.heading("操作员按日统计"), (day, who, *figures), daily),
    )
