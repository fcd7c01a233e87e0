"""HOUSEHOLD schemes: age and hukou of the family, and the category it falls into."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

import msgspec

from jisheng_desktop.domain.cases import Case
from jisheng_desktop.domain.conditions import (
    CLAIM,
    CONDITIONS,
    area_name,
    hukou_in_area,
    hukou_in_area_or_resident,
    unknown_category,
    unmet,
)
from jisheng_desktop.domain.household_rules import are_twins
from jisheng_desktop.domain.persons import Person
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.schemes import Category

# Shaanxi took its last applications on 2022-12-31 and issues nothing for a first
# child born from 2016 on (domain.md B1); other provinces are not in our sources.
CERTIFICATES_ENDED = {"61": (date(2022, 12, 31), date(2016, 1, 1))}


class HouseholdOutcome(msgspec.Struct, frozen=True):
    """The household's category, and the trace of the search for it."""

    category: Category | None
    trace: tuple[str, ...]


def find_category(case: Case) -> HouseholdOutcome:
    """Return the claimed category if it holds, or the first that does."""
    trace: list[str] = []
    claimed = case.document.household.category_claimed
    for category in case.scheme.categories:
        if claimed is not None and category.code != claimed:
            continue
        missing = unmet(case, category, None)
        trace.append(f"{category.code}: {_result(missing)}")
        if not missing:
            return HouseholdOutcome(category, tuple(trace))
    return HouseholdOutcome(None, tuple(trace))


def _result(missing: tuple[str, ...]) -> str:
    return f"not met ({', '.join(missing)})" if missing else "met"


def claim_problems(case: Case) -> Iterator[Problem]:
    """Yield why the claimed category does not hold, condition by condition."""
    code = case.document.household.category_claimed
    if code is None:
        return
    category = case.scheme.category(code)
    if category is None:
        yield unknown_category(case.scheme, code)
        return
    eligibility = {"child_within_age", "at_most_max_children"}
    for name in unmet(case, category, None):
        if name not in eligibility:
            yield CONDITIONS[name].refusal(case)


def eligibility_problems(case: Case, decided: Category | None) -> Iterator[Problem]:
    """Yield the family's obstacles and doubts (E501–E505, W502, W507, W514–W521)."""
    yield from _children_of_age(case)
    yield from _hukou(case)
    yield from _number_of_children(case)
    yield from _doubts(case, decided)


def _children_of_age(case: Case) -> Iterator[Problem]:
    insured = [p for p in case.insured if p.member.insured_role == "CHILD"]
    for child in insured:
        yield from _child_of_age(case, child)
    if not child_required(case):
        return
    if not any(case.within_age(child) for child in case.living_children):
        yield problem("E505", "members", max=case.scheme.rules.child_age_max)
    elif not insured:
        yield problem("E517", "members")


def child_required(case: Case) -> bool:
    """Tell whether every category of the scheme asks for a child within age."""
    return all("child_within_age" in c.conditions for c in case.scheme.categories)


def _child_of_age(case: Case, child: Person) -> Iterator[Problem]:
    limit, at = case.scheme.rules.child_age_max, child.field("birth_date")
    if not case.within_age(child):
        values = {"asof": case.as_of, "n": case.age(child), "max": limit}
        yield problem("E501", at, name=child.label, **values)
    elif case.zone(child) == "GAP" and case.scheme.rules.child_age_gap == "WARN":
        yield problem("W502", at, name=child.label, max=limit)


def _hukou(case: Case) -> Iterator[Problem]:
    """E503 and I512: outside hukou bars without residence, and never is subsidised."""
    household = case.document.household
    first = case.scheme.categories[0]
    hukou = (household.hukou_region_code or "").strip()
    if not hukou or hukou_in_area(case, first, None):
        return
    if not case.insured and case.scheme.in_area(hukou):
        return  # nobody insured yet: nothing is known to be outside
    at, area = "household.hukou_region_code", area_name(case.scheme)
    if not _asks(case, "hukou_in_area_or_resident"):
        return
    if not hukou_in_area_or_resident(case, first, None):
        since = household.residence_since
        words = f"自{since}起" if since else "未填居住起始日"
        months = case.scheme.rules.residence_min_months
        yield problem("E503", at, area=area, months=months, since=words)
    elif _asks(case, "hukou_in_area"):
        yield problem("I512", at, area=area)


def _asks(case: Case, condition: str) -> bool:
    return any(condition in c.conditions for c in case.scheme.categories)


def _number_of_children(case: Case) -> Iterator[Problem]:
    if not _asks(case, "at_most_max_children"):
        return
    born, limit = case.document.household.children_born, case.scheme.rules.max_children
    if born > limit:
        yield problem("E504", "household.children_born", n=born, max=limit)


def _doubts(case: Case, decided: Category | None) -> Iterator[Problem]:
    claimed = case.document.household.category_claimed
    codes = {claimed, decided.code if decided else None}
    if "ONLY_CHILD_CERT" in codes:
        yield from _certificate_dates(case)
    if codes & {"ONLY_CHILD_CERT", "RURAL_TWO_DAUGHTERS"} and _has_twins(case):
        yield problem("W521", "members")
    if decided is None:
        return
    if decided.rate_fen == 0 and any(c.rate_fen for c in case.scheme.categories):
        yield problem("I513", CLAIM)
    for child in case.living_children:
        if not child.member.insured and not case.within_age(child):
            yield problem("W514", child.field("birth_date"), name=child.label)
    yield from _hukou_of_children(case)


def _certificate_dates(case: Case) -> Iterator[Problem]:
    province = next((code[:2] for code in case.scheme.area), "")
    if province not in CERTIFICATES_ENDED:
        return
    last_issue, born_from = CERTIFICATES_ENDED[province]
    certificate = case.document.household.only_child_cert
    issued = certificate.issued_on if certificate else None
    late = [f"发证{issued}"] if issued is not None and issued > last_issue else []
    born = (child.born for child in case.children)
    late += [f"出生{day}" for day in born if day is not None and day >= born_from]
    if late:
        yield problem("W507", "household.only_child_cert", date="、".join(late))


def _has_twins(case: Case) -> bool:
    return any(are_twins(a, b) for a, b in combinations(case.children, 2))


def _hukou_of_children(case: Case) -> Iterator[Problem]:
    parents_inside = any(
        case.scheme.in_area(p.hukou)
        for p in case.persons
        if p.member.insured_role == "PARENT"
    )
    for child in case.insured:
        if child.member.insured_role != "CHILD" or case.scheme.in_area(child.hukou):
            continue
        if parents_inside:
            yield problem("W515", child.field("hukou_region_code"), name=child.label)
