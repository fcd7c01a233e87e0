"""Who may be insured at all: alive, in a role and of an age the scheme covers."""

from collections.abc import Iterator

from jisheng_desktop.domain.cases import Case
from jisheng_desktop.domain.persons import Person
from jisheng_desktop.domain.problems import Problem, problem

ROLE_NAMES = {
    "CHILD": "子女",
    "PARENT": "父母",
    "GUARDIAN": "监护人",
    "PERSON": "被保险人",
    None: "未填",
}
ROLES_OF = {
    "HOUSEHOLD": ("CHILD", "PARENT", "GUARDIAN"),
    "PERSON": ("PERSON",),
}


def insured_problems(case: Case) -> Iterator[Problem]:
    """Yield what keeps persons from being insured (E120, E519–E525, E558, E559)."""
    yield from _birth_dates(case)
    for person in case.insured:
        yield from _fit_for_cover(case, person)
    if case.scheme.kind == "PERSON" and not case.insured:
        yield problem("E525", "members")


def _birth_dates(case: Case) -> Iterator[Problem]:
    """E120: every rule about age needs one, of the insured and of the children.

    Where the number itself is at fault, that is the thing to mend.
    """
    for person in case.persons:
        counts = person.member.insured or person in case.children
        if counts and person.born is None and not person.number_at_fault:
            yield problem("E120", person.field("birth_date"), name=person.label)


def _fit_for_cover(case: Case, person: Person) -> Iterator[Problem]:
    member = person.member
    role = member.insured_role
    if role not in ROLES_OF[case.scheme.kind]:
        at = person.field("insured_role")
        yield problem("E524", at, name=person.label, role=ROLE_NAMES[role])
    if not member.alive:
        yield problem("E559", person.field("insured"), name=person.label)
    if member.guardian_kind == "ORGANISATION":
        yield problem("E519", person.field("insured"), name=person.label)
    yield from _age_range(case, person)


def _age_range(case: Case, person: Person) -> Iterator[Problem]:
    rules, age = case.scheme.rules, case.age(person)
    if person.born is None or age is None:
        return
    oldest, youngest = rules.adult_age_max, rules.age_min_days
    at = person.field("birth_date")
    limits = f"{youngest or 0}天—{oldest}周岁" if oldest else f"满{youngest}天"
    if oldest is not None and _has_upper_limit(person) and age > oldest:
        shown = f"{age}周岁"
        yield problem("E558", at, name=person.label, age=shown, range=limits)
    days = (case.as_of - person.born).days
    if youngest is not None and days < youngest:
        shown = f"出生{max(days, 0)}天"
        yield problem("E558", at, name=person.label, age=shown, range=limits)


def _has_upper_limit(person: Person) -> bool:
    """Tell whether the upper age limit applies: to all but a family's children."""
    return person.member.insured_role != "CHILD"
