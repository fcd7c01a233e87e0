"""A station with two years: households of the first, and terms for the next."""

from collections.abc import Iterator
from typing import Any

import msgspec

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.services.schemes import add_scheme
from tests.builders import CASES, document, id_number, xian
from tests.ui.families import family

NEXT_YEAR = """
[[years]]
policy_year = 2027
enroll_from = 2027-01-01
enroll_to = 2027-02-28
effective_on = 2027-03-01
expires_on = 2028-02-29
[[years.plans]]
code = "household-1"
name = "一孩家庭（示例）"
children = [1]
premium_fen = 16500
[[years.plans]]
code = "household-2-3"
name = "两孩、三孩家庭（示例）"
children = [2, 3]
premium_fen = 17600
[[years.funding]]
payer = "CITY"
mode = "PERCENT"
value = 100
"""
GROWN_UP_BY_THEN = "2007-09-01"


def next_year() -> None:
    """Give the station's scheme a year after 2026, where two children cost more."""
    add_scheme((CASES / "xian-2025.scheme.toml").read_text("utf-8") + NEXT_YEAR)


def renewable(count: int) -> Iterator[HouseholdDocument]:
    """Yield households of 2026; of the first and the second a child leaves by age."""
    yield _growing_up(msgspec.to_builtins(family(90)))
    yield _growing_up(xian("XA-11", enrolled_on="2026-01-15"))
    for number in range(2, count):
        yield family(number)


def _growing_up(raw: dict[str, Any]) -> HouseholdDocument:
    eldest = next(m for m in raw["members"] if m["insured_role"] == "CHILD")
    sex = 1 if eldest["sex"] == "M" else 0
    eldest |= {
        "id_no": id_number("610103", GROWN_UP_BY_THEN, 330 + sex),
        "birth_date": GROWN_UP_BY_THEN,
    }
    return document(raw)
