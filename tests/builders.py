"""Documents and schemes for tests: invented families, correct numbers."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.identity import check_digit
from jisheng_desktop.domain.reading import read_document
from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.schemes import Scheme

CASES = Path(__file__).parent / "data" / "cases"
SHARED_CASES = Path(__file__).parents[2] / "shared" / "cases"


@cache
def case_scheme(name: str) -> Scheme:
    """Return a scheme of the acceptance cases: `xian-2025` or `hongta-2026`."""
    return read_scheme((CASES / f"{name}.scheme.toml").read_bytes())


@cache
def _case_documents(name: str) -> dict[str, dict[str, Any]]:
    cases = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))["cases"]
    return {case["id"]: case["document"] for case in cases}


def xian(case: str = "XA-01", **changes: Any) -> dict[str, Any]:
    """Return the raw document of a Xi'an case, with top-level keys changed."""
    return deepcopy(_case_documents("xian")[case]) | changes


def hongta(case: str = "HT-01", **changes: Any) -> dict[str, Any]:
    """Return the raw document of a Hongta case, with top-level keys changed."""
    return deepcopy(_case_documents("hongta")[case]) | changes


def document(raw: dict[str, Any]) -> HouseholdDocument:
    """Return the household document of a raw one."""
    return read_document(raw)


def id_number(region: str, born: str, serial: int) -> str:
    """Return a correct 18-digit number; an odd `serial` (0–999) is a man's."""
    first = f"{region}{born.replace('-', '')}{serial:03d}"
    return first + check_digit(first)
