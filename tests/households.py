"""Any number of invented households, each with numbers of its own."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.services.founding import found_district
from jisheng_desktop.services.operators import Session
from tests.builders import CASES, document, hongta, id_number, xian

CODE = "610103"


def scheme_texts() -> list[str]:
    """Return the texts of the two schemes of the acceptance cases."""
    names = ("xian-2025", "hongta-2026")
    return [(CASES / f"{name}.scheme.toml").read_text("utf-8") for name in names]


def district(folder: Path, password: str = "", code: str = CODE) -> Session:
    """Found a district office that has both schemes, and leave it open."""
    return found_district(folder, code, "碑林区计生协", scheme_texts(), password)


def raw_family(n: int, **household: Any) -> dict[str, Any]:
    """Return the raw document of Xi'an family number `n`: parents and their child."""
    raw = xian()
    raw["household"] |= {"contact_phone": f"139{n:08}", **household}
    for member, born, serial in zip(
        raw["members"],
        (date(1980, 1, 1), date(1980, 1, 2), date(2012, 1, 3)),
        (111, 222, 333),
        strict=True,
    ):
        day = (born + timedelta(days=n % 1800)).isoformat()
        member["id_no"] = id_number(CODE, day, serial + 2 * (n // 1800))
        member |= {"sex": None, "birth_date": None}
        member["name"] += "一二三四五六七八九十"[n % 10]
    return raw


def family(n: int, **household: Any) -> HouseholdDocument:
    """Return Xi'an family number `n`, ready to be enrolled."""
    return document(raw_family(n, **household))


def person(n: int, case: str = "HT-01", **changes: Any) -> HouseholdDocument:
    """Return Hongta household number `n` of a case of one person."""
    raw = hongta(case, **changes)
    raw["household"] |= {"contact_phone": f"137{n:08}", "village_code": "610103001001"}
    born = (date(1963, 1, 1) + timedelta(days=n)).isoformat()
    raw["members"][0] |= {
        "id_no": id_number("530402", born, 118),
        "sex": None,
        "birth_date": None,
    }
    return document(raw)
