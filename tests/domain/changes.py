"""Small changes to the acceptance documents, and the decision on what results."""

from collections.abc import Callable
from typing import Any

import msgspec

from jisheng_desktop.domain.decisions import Decision, decide
from jisheng_desktop.domain.schemes import Scheme
from tests.builders import case_scheme, document, hongta, id_number, xian

Change = Callable[[dict[str, Any]], object]


def codes(decision: Decision) -> list[str]:
    return [found.code for found in decision.problems]


def decide_xian(case: str, *changes: Change, **rules: object) -> Decision:
    return _decided(xian(case), case_scheme("xian-2025"), changes, rules)


def decide_hongta(case: str, *changes: Change, **rules: object) -> Decision:
    return _decided(hongta(case), case_scheme("hongta-2026"), changes, rules)


def _decided(
    raw: dict[str, Any],
    scheme: Scheme,
    changes: tuple[Change, ...],
    rules: dict[str, object],
) -> Decision:
    for change in changes:
        change(raw)
    return decide(document(raw), with_rules(scheme, **rules))


def with_rules(scheme: Scheme, **rules: Any) -> Scheme:
    return msgspec.structs.replace(
        scheme, rules=msgspec.structs.replace(scheme.rules, **rules)
    )


def with_year(scheme: Scheme, **changes: Any) -> Scheme:
    year = msgspec.structs.replace(scheme.years[0], **changes)
    return msgspec.structs.replace(scheme, years=(year,))


def member(ref: str, **values: Any) -> Change:
    def change(raw: dict[str, Any]) -> None:
        next(m for m in raw["members"] if m["ref"] == ref).update(values)

    return change


def household(**values: Any) -> Change:
    return lambda raw: raw["household"].update(values)


def top(**values: Any) -> Change:
    return lambda raw: raw.update(values)


def consents(**values: Any) -> Change:
    return lambda raw: raw["consents"].update(values)


def born(ref: str, day: str, serial: int = 1) -> Change:
    """Give a member another birth date, with the number to match (odd = man)."""
    return member(ref, birth_date=day, id_no=id_number("610103", day, serial))


def without(ref: str) -> Change:
    def change(raw: dict[str, Any]) -> None:
        raw["members"] = [m for m in raw["members"] if m["ref"] != ref]

    return change


ELSEWHERE = household(hukou_region_code="610402")
