"""Claims in figures: how many, how often, how much of the premium came back."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from jisheng_desktop.domain.claims import RESULT_NAMES, Claim
from jisheng_desktop.domain.explaining import BENEFIT_NAMES
from jisheng_desktop.domain.lists import Column, Listing, Value
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.reports import Office

CASES = (
    Column("案件数", "count"),
    Column("赔付件数", "count"),
    Column("赔付金额", "yuan", 16),
)


class Case(NamedTuple):
    """A registered claim, and where its enrolment stands."""

    village: str
    enroll_no: str
    claim: Claim


class Experience(NamedTuple):
    """What a year's claims come to: money in fen, rates in hundredths of a percent."""

    persons: int
    premium_fen: int
    cases: int
    paid_cases: int
    paid_fen: int

    @property
    def mean_fen(self) -> int | None:
        """Return what a case costs on average, None without cases."""
        return _rounded(self.paid_fen, self.cases)

    @property
    def frequency(self) -> int | None:
        """Return cases per insured persons, in hundredths of a percent."""
        return _rounded(self.cases * 10_000, self.persons)

    @property
    def loss_ratio(self) -> int | None:
        """Return payout over premium, in hundredths of a percent."""
        return _rounded(self.paid_fen * 10_000, self.premium_fen)


def experience(cases: Sequence[Case], persons: int, premium_fen: int) -> Experience:
    """Return what a year's claims come to against who is insured and what they paid."""
    counted = _counted(cases)
    return Experience(
        persons=persons,
        premium_fen=premium_fen,
        cases=len(counted),
        paid_cases=sum(case.claim.result == "PAID" for case in counted),
        paid_fen=sum(case.claim.paid_fen for case in counted),
    )


def _counted(cases: Sequence[Case]) -> list[Case]:
    """Leave out what was withdrawn: it was no case."""
    return [case for case in cases if case.claim.result != "WITHDRAWN"]


def percent(hundredths: int | None) -> str:
    """Return a rate in hundredths of a percent as people read it: 7023 is 70.23%."""
    return "无" if hundredths is None else f"{hundredths / 100:.2f}%"


def claim_listings(
    office: Office, cases: Sequence[Case], seen: Experience
) -> tuple[Listing, ...]:
    """Return the claims by liability and village, one by one, and their key figures."""
    counted = _counted(cases)
    benefits = [BENEFIT_NAMES[case.claim.benefit] for case in counted]
    return (
        _by(office, "保险责任", counted, benefits),
        _by(office, "村居", counted, [case.village for case in counted]),
        _figures(office, seen),
        Listing(
            "明细",
            office.heading("理赔明细表"),
            (
                Column("村居", width=20),
                Column("赔案号", width=20),
                Column("姓名"),
                Column("证件号码", width=24),
                Column("保险责任", width=18),
                Column("出险日期"),
                Column("理赔结果"),
                Column("申请金额", "yuan"),
                Column("赔付金额", "yuan"),
                Column("参保号", width=28),
            ),
            [_line(case) for case in cases],
        ),
    )


def _line(case: Case) -> tuple[Value, ...]:
    claim = case.claim
    return (
        case.village,
        claim.claim_no,
        claim.name,
        claim.id_no,
        BENEFIT_NAMES[claim.benefit],
        claim.accident_on.isoformat(),
        RESULT_NAMES[claim.result],
        claim.applied_fen,
        claim.paid_fen,
        case.enroll_no,
    )


def _by(
    office: Office, what: str, cases: Sequence[Case], keys: Sequence[str]
) -> Listing:
    counts, settled, amounts = Counter(keys), Counter[str](), Counter[str]()
    for key, case in zip(keys, cases, strict=True):
        settled[key] += case.claim.result == "PAID"
        amounts[key] += case.claim.paid_fen
    rows = [(key, counts[key], settled[key], amounts[key]) for key in sorted(counts)]
    columns = (Column(what, width=24), *CASES)
    return Listing(f"按{what}", office.heading(f"理赔统计（按{what}）"), columns, rows)


def _figures(office: Office, seen: Experience) -> Listing:
    mean = "无" if seen.mean_fen is None else f"{yuan(seen.mean_fen)}元"
    rows = (
        ("参保人数", f"{seen.persons}人"),
        ("应交保费", f"{yuan(seen.premium_fen)}元"),
        ("案件数", f"{seen.cases}件"),
        ("赔付件数", f"{seen.paid_cases}件"),
        ("赔付金额", f"{yuan(seen.paid_fen)}元"),
        ("件均赔付", mean),
        ("出险频率（案件数÷参保人数）", percent(seen.frequency)),
        ("赔付率（赔付金额÷应交保费）", percent(seen.loss_ratio)),
    )
    columns = (Column("指标", width=32), Column("数值", width=24))
    heading = office.heading("理赔指标")
    return Listing("指标", heading, columns, rows, summed=False)


def _rounded(numerator: int, denominator: int) -> int | None:
    """Divide and round half up; None where there is nothing to divide by."""
    if not denominator:
        return None
    return (2 * numerator + denominator) // (2 * denominator)
