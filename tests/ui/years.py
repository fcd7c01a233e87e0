"""Households of 2026 that a station renews; children of two of them leave by age."""

from collections.abc import Iterator
from typing import Any

import msgspec

from jisheng_desktop.domain.documents import HouseholdDocument
from tests.builders import document, id_number, xian
from tests.ui.families import family

GROWN_UP_BY_THEN = "2007-09-01"


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
