"""The acceptance cases: our own copies, and the shared folder where it is present."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from jisheng_desktop.domain.decisions import decide, encode
from jisheng_desktop.domain.reading import read_document
from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.schemes import Scheme
from tests.builders import CASES, SHARED_CASES

AMOUNTS = (
    "decision",
    "category",
    "premium_fen",
    "subsidy_fen",
    "self_pay_fen",
    "self_pay_capital",
)


def _cases() -> Iterator[Any]:
    for folder in (CASES, SHARED_CASES):
        for file in sorted(folder.glob("*.json")):
            content = json.loads(file.read_text(encoding="utf-8"))
            scheme = file.parent / content["scheme"]
            for case in content["cases"]:
                where = "own" if folder == CASES else "shared"
                yield pytest.param(scheme, case, id=f"{where}-{case['id']}")


def _scheme(file: Path, rules: dict[str, Any]) -> Scheme:
    scheme = read_scheme(file.read_bytes())
    changed = msgspec.structs.replace(scheme.rules, **rules)
    return msgspec.structs.replace(scheme, rules=changed)


@pytest.mark.parametrize(("scheme_file", "case"), list(_cases()))
def test_case(scheme_file: Path, case: dict[str, Any]) -> None:
    expect = case["expect"]
    scheme = _scheme(scheme_file, expect.get("rules", {}))
    decision = json.loads(encode(decide(read_document(case["document"]), scheme)))
    codes = {problem["code"] for problem in decision["problems"]}

    assert {k: decision[k] for k in AMOUNTS if k in expect} == {
        k: expect[k] for k in AMOUNTS if k in expect
    }
    assert set(expect.get("codes", ())) <= codes
    assert not set(expect.get("no_codes", ())) & codes
    if "error_codes" in expect:
        assert {code for code in codes if code[0] in "ER"} == set(expect["error_codes"])
    if "insured_refs" in expect:
        refs = [insured["ref"] for insured in decision["insured"]]
        assert refs == expect["insured_refs"]


def test_own_copies_are_those_of_the_shared_folder() -> None:
    for file in SHARED_CASES.glob("*"):
        assert (CASES / file.name).read_bytes() == file.read_bytes(), file.name
