"""Whatever part of a decision was altered, the district's own decision shows it."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.amounts import amount_faults
from jisheng_desktop.domain.decisions import Decision, decide
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.reviews import contradiction_in, flaw_in
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.verdicts import DECIDED_OTHERWISE
from tests.builders import case_scheme, document, hongta, xian

Place = tuple[str | int, ...]
ABOUT = {
    "a household": (document(xian()), case_scheme("xian-2025")),
    "a person": (document(hongta()), case_scheme("hongta-2026")),
}
# Words for people, and what the station's own library doubted; no amount, no cover.
WORDS = {"problems", "trace"}


def leaves(value: Any, place: Place = ()) -> Iterator[Place]:
    """Yield where every single value of a decision stands."""
    match value:
        case dict():
            for key in value.keys() - WORDS:
                yield from leaves(value[key], (*place, key))
        case list():
            for number, each in enumerate(value):
                yield from leaves(each, (*place, number))
        case _:
            yield place


def altered(decision: Decision, place: Place, amount: int) -> Decision:
    """Return the decision with another value in one place, of the same type."""
    raw = json.loads(msgspec.json.encode(decision))
    part = raw
    for step in place[:-1]:
        part = part[step]
    part[place[-1]] = other(part[place[-1]], amount)
    return msgspec.convert(raw, Decision)


def other(value: object, amount: int) -> object:
    match value:
        case "ACCEPT" | "CONFIRM":
            return "BLOCK"
        case "PARENT" | "CHILD" | "PERSON":
            return "GUARDIAN"
        case str() if value[:4].isdecimal():
            return f"{amount % 9000 + 1000}-12-31"
        case str():
            return f"{value}{amount}"
        case _:
            return amount if value != amount else amount + 1


def genuine(name: str) -> tuple[HouseholdDocument, Decision, Scheme]:
    about, scheme = ABOUT[name]
    decision = decide(about, scheme)
    assert decision.decision != "BLOCK"
    return about, decision, scheme


def record_of(about: HouseholdDocument, decision: Decision | None) -> Enrollment:
    return Enrollment(
        uid="u",
        household_uid="h",
        state="CONFIRMED",
        document=about,
        decision=decision,
        operator="op-1",
        updated_at="2026-01-15T09:00:00+08:00",
    )


@pytest.mark.parametrize("name", ABOUT)
@given(data=st.data(), amount=st.integers(-(2**40), 2**40))
def test_any_altered_part_is_found_and_named(
    name: str, data: st.DataObject, amount: int
) -> None:
    about, ours, scheme = genuine(name)
    raw = json.loads(msgspec.json.encode(ours))
    claimed = altered(
        ours, data.draw(st.sampled_from(sorted(leaves(raw), key=str))), amount
    )
    flaw = flaw_in(about, claimed, ours, scheme, same_prices=True)
    assert flaw is not None
    assert flaw.code == DECIDED_OTHERWISE
    said, _, claims = flaw.text.partition("，上报为")
    assert said.partition("区县认定")[2] != claims.removesuffix("，请核对后更正")


@pytest.mark.parametrize("name", ABOUT)
def test_an_honest_record_has_no_flaw(name: str) -> None:
    about, ours, scheme = genuine(name)
    doubted = msgspec.structs.replace(ours, decision="CONFIRM", trace=("自己的话",))
    assert flaw_in(about, doubted, ours, scheme, same_prices=True) is None
    assert contradiction_in(record_of(about, ours)) is None
    assert list(amount_faults(ours)) == []


def test_parts_inside_of_right_totals_are_said_in_words() -> None:
    about, ours, scheme = genuine("a household")
    raw = json.loads(msgspec.json.encode(ours))
    raw["funding"][0]["amount_fen"] -= 2000
    raw["funding"][1]["amount_fen"] += 2000
    child, father = raw["insured"][:2]
    child["premium_fen"], father["premium_fen"] = 0, child["premium_fen"]
    claimed = msgspec.convert(raw, Decision)
    assert contradiction_in(record_of(about, claimed)) is None
    flaw = flaw_in(about, claimed, ours, scheme, same_prices=True)
    assert flaw is not None
    assert flaw.text.startswith("合计相同，但明细与区县认定不同：补贴分担区县认定为")
    assert "市级财政20.00元、区县财政20.00元，上报为市级财政0.00元" in flaw.text
    assert "的保费区县认定为165.00元，上报为0.00元" in flaw.text


@pytest.mark.parametrize(
    ("part", "value", "words"),
    [
        ("premium_fen", 1, "补贴与自付之和不等于保费"),
        ("insured", (), "认定的被保险人与家庭成员不符"),
        ("funding", (("CITY", 1),), "分担之和不等于补贴"),
        ("premium_fen", None, "没有金额"),
    ],
)
def test_a_record_that_contradicts_itself_is_found_without_any_scheme(
    part: str, value: object, words: str
) -> None:
    about, ours, _ = genuine("a household")
    if part == "funding":
        value = (msgspec.structs.replace(ours.funding[0], amount_fen=1),)
    changed: dict[str, Any] = {part: value}
    flaw = contradiction_in(record_of(about, msgspec.structs.replace(ours, **changed)))
    assert flaw is not None
    assert words in flaw.text


def test_two_persons_of_one_number_contradict_each_other() -> None:
    about, ours, _ = genuine("a household")
    first, second, *rest = about.members
    twin = msgspec.structs.replace(second, id_no=first.id_no)
    twins = msgspec.structs.replace(about, members=(first, twin, *rest))
    flaw = contradiction_in(record_of(twins, ours))
    assert flaw is not None
    assert "同一个证件号码" in flaw.text
