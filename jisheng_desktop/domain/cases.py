"""A case: a household document seen under a scheme, every fact worked out once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

import msgspec

from jisheng_desktop.domain.ages import birthday, completed_years
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.persons import Person, examine_person
from jisheng_desktop.domain.relations import CHILD_CODES, HEAD_CODES
from jisheng_desktop.domain.schemes import PolicyYear, Scheme

Zone = Literal["OK", "GAP", "OVER"]

# Tells whether the official roster holds this number under this category code.
Roster = Callable[[str, str], bool]

NEVER = date(9999, 12, 31)


class Case(msgspec.Struct, frozen=True):
    """The facts that rules ask for. Persons stand in the order of the decision:
    children by birth date, the head, the others by birth date (ties by number).

    `as_of` is the day on which ages count; `cover_on` the first day of cover, None
    while the scheme leaves it open.
    """

    document: HouseholdDocument
    scheme: Scheme
    year: PolicyYear | None
    as_of: date
    cover_on: date | None
    persons: tuple[Person, ...]
    insured: tuple[Person, ...]
    children: tuple[Person, ...]
    roster: Roster | None

    def age(self, person: Person) -> int | None:
        """Return the person's completed years on the day that counts."""
        return person.age(self.as_of, self.scheme.rules.age_convention)

    def age_at_enrolment(self, person: Person) -> int | None:
        """Return the person's completed years on the day of enrolment."""
        born = person.born
        return None if born is None else completed_years(born, self.enrolled_on)

    def zone(self, person: Person) -> Zone:
        """Place a child by the age limit: within, in the disputed 19th year, or over.

        XA 三（一）“18周岁以下（含）”: the text reaches to the day before the 19th
        birthday, practice only to the 18th (domain.md A4.9).
        """
        rules = self.scheme.rules
        age = self.age(person)
        if person.born is None or age is None or age < rules.child_age_max:
            return "OK"
        if age > rules.child_age_max:
            return "OVER"
        if rules.child_born_from is not None:
            return "OK" if person.born >= rules.child_born_from else "GAP"
        limit = birthday(person.born, rules.child_age_max)
        return "GAP" if limit < self.as_of else "OK"

    def within_age(self, person: Person) -> bool:
        """Tell whether a child counts as within the age limit of the scheme."""
        zone = self.zone(person)
        rejected = zone == "GAP" and self.scheme.rules.child_age_gap == "REJECT"
        return zone != "OVER" and not rejected

    @property
    def enrolled_on(self) -> date:
        """Return the day of enrolment."""
        return self.document.enrolled_on

    @property
    def living_children(self) -> tuple[Person, ...]:
        """Return the household's registered children who are alive."""
        return tuple(child for child in self.children if child.member.alive)


def gather(
    document: HouseholdDocument, scheme: Scheme, roster: Roster | None = None
) -> Case:
    """Work out the facts of a document under a scheme."""
    year = scheme.year(document.policy_year)
    on = document.enrolled_on
    household, rules = document.household, scheme.rules
    persons = [
        examine_person(member, household, rules, on=on) for member in document.members
    ]
    persons.sort(key=_order)
    effective = year.effective_on if year else None
    by_enrolment = rules.age_as_of == "ENROLLED" or effective is None
    return Case(
        document=document,
        scheme=scheme,
        year=year,
        as_of=on if by_enrolment or effective is None else effective,
        cover_on=_cover_on(effective, on),
        persons=tuple(persons),
        insured=tuple(person for person in persons if person.member.insured),
        children=_children(scheme, persons),
        roster=roster,
    )


def _order(person: Person) -> tuple[int, date, str, str, str]:
    member = person.member
    if member.insured_role == "CHILD":
        rank = 0
    elif member.relation_code in HEAD_CODES:
        rank = 1
    else:
        rank = 2
    return rank, person.born or NEVER, person.number, person.name, member.ref


def _cover_on(effective: date | None, enrolled_on: date) -> date | None:
    """Cover begins as the scheme says, or on the day after a late enrolment."""
    if effective is None or enrolled_on < effective:
        return effective
    return enrolled_on + timedelta(days=1)


def _children(scheme: Scheme, persons: list[Person]) -> tuple[Person, ...]:
    """Return the registered children whose parents the household insures.

    In a household of three generations the head's own son may be the PARENT; then
    a relation to the head says nothing about the children of this enrolment.
    """
    by_relation = scheme.kind == "PERSON" or not any(
        p.member.relation_code in CHILD_CODES
        and p.member.insured_role in ("PARENT", "GUARDIAN")
        for p in persons
    )
    return tuple(p for p in persons if _is_child(p, by_relation=by_relation))


def _is_child(person: Person, *, by_relation: bool) -> bool:
    role = person.member.insured_role
    if role == "CHILD":
        return True
    related = person.member.relation_code in CHILD_CODES
    return by_relation and related and role in (None, "PERSON")
