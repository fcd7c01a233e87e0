"""What is most likely, so that nobody has to type it: relations and roles.

A guess is only a proposal in the form; what a person typed always wins, and the
rules look at the finished document alone.
"""

from collections.abc import Sequence
from datetime import date

import msgspec

from jisheng_desktop.domain.ages import completed_years
from jisheng_desktop.domain.documents import InsuredRole, Sex
from jisheng_desktop.domain.relations import CHILD_CODES, HEAD_CODES, SPOUSE_CODES
from jisheng_desktop.domain.schemes import SchemeKind

HEAD = "02"
ADULT_AGE = 18
GENERATION_YEARS = 15
SONS = ("22", "23", "24", "25", "26")
DAUGHTERS = ("32", "33", "34", "35", "36")


class Known(msgspec.Struct, frozen=True):
    """What is known of one person of the household while it is being entered."""

    sex: Sex | None = None
    born: date | None = None
    relation: str | None = None


def likely_relations(people: Sequence[Known], on: date) -> list[str | None]:
    """Return each person's relation to the head: the stated one, else the likely one.

    The first adult is the head; the others follow from sex and age difference.
    None where nothing is likely enough.
    """
    relations = [person.relation for person in people]
    head = _head(people, on)
    if head is None:
        return relations
    relations[head] = relations[head] or HEAD
    for index, person in enumerate(people):
        if relations[index] is None:
            relations[index] = _relation_to(people[head], person, relations)
    return _with_birth_order(people, relations)


def likely_role(relation: str | None, kind: SchemeKind) -> InsuredRole | None:
    """Return the insured role that a relation to the head most likely means."""
    if kind == "PERSON":
        return "PERSON"
    if relation in CHILD_CODES:
        return "CHILD"
    return "PARENT" if relation in HEAD_CODES or relation in SPOUSE_CODES else None


def _head(people: Sequence[Known], on: date) -> int | None:
    stated = (i for i, person in enumerate(people) if person.relation in HEAD_CODES)
    adults = (i for i, person in enumerate(people) if _could_head(person, on))
    return next(stated, next(adults, None))


def _could_head(person: Known, on: date) -> bool:
    return (
        person.relation is None
        and person.born is not None
        and completed_years(person.born, on) >= ADULT_AGE
    )


def _relation_to(head: Known, person: Known, taken: Sequence[str | None]) -> str | None:
    if head.born is None or person.born is None or person.sex is None:
        return None
    younger_by = (person.born - head.born).days / 365.25
    if younger_by >= GENERATION_YEARS:
        return "20" if person.sex == "M" else "30"
    if younger_by <= -GENERATION_YEARS:
        return _unless_taken("51" if person.sex == "M" else "52", taken)
    if person.sex == head.sex or any(code in SPOUSE_CODES for code in taken):
        return None
    return "11" if person.sex == "M" else "12"


def _unless_taken(code: str, taken: Sequence[str | None]) -> str | None:
    return None if code in taken else code


def _with_birth_order(
    people: Sequence[Known], relations: list[str | None]
) -> list[str | None]:
    """Name guessed sons and daughters by birth: 长子, 次子 …; stated ones stay."""
    for general, ranks in (("20", SONS), ("30", DAUGHTERS)):
        family = {general, *ranks}
        order = sorted(
            (i for i, code in enumerate(relations) if code in family),
            key=lambda i: people[i].born or date.max,
        )
        for rank, index in enumerate(order[: len(ranks)]):
            if people[index].relation is None:
                relations[index] = ranks[rank]
    return relations
