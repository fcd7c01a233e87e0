"""Matching policy numbers: whoever gets one, gets the right one, whatever the list says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.cells import Misfit
from jisheng_desktop.domain.policies import (
    Holder,
    Line,
    Policy,
    Terms,
    match_lines,
    news_of,
    policy_words,
)
from jisheng_desktop.domain.policy_columns import COLUMNS, TITLES, a_policy_no
from jisheng_desktop.domain.states import STATES

HOUSEHOLD, PERSON = Terms(by_household=True), Terms(by_household=False)

names = st.sampled_from(("王强", "李梅", "王一"))
ids = st.sampled_from(("", "A1", "A2", "A3", "A4"))
numbers = st.sampled_from(("P-1", "P-2", "P-3"))
lines = st.builds(
    Line,
    numbers,
    st.sampled_from(("", "王强", "李梅", "王一")),
    ids,
    st.sampled_from(("", "E0", "E1", "E9")),
    st.sampled_from(("", "R0", "R1", "R9")),
)


@st.composite
def registers(draw: st.DrawFn) -> list[Holder]:
    """Draw up to three households of persons whose numbers are all different."""
    holders: list[Holder] = []
    for uid in range(draw(st.integers(0, 3))):
        state = draw(st.sampled_from([s for s in STATES if s != "DRAFT"]))
        for _ in range(draw(st.integers(1, 3))):
            number = f"A{len(holders)}" if draw(st.booleans()) else ""
            name = draw(names) if number else f"无号{len(holders)}"
            known = draw(st.sampled_from(("", "P-1", "P-9")))
            holders.append(
                Holder(f"u{uid}", f"E{uid}", f"R{uid}", state, name, number, known)
            )
    return holders


def holder(uid: int = 0, name: str = "王强", **changes: Any) -> Holder:
    """Return an insured person of an accepted household."""
    found = Holder(f"u{uid}", f"E{uid}", f"R{uid}", "ACCEPTED", name, f"A{uid}", "")
    return found._replace(**changes)


@given(st.lists(lines, max_size=6), registers(), st.booleans(), st.booleans())
def test_every_line_gives_its_number_or_says_why_not(
    said: list[Line], register: list[Holder], by_household: bool, replace: bool
) -> None:
    terms = Terms(by_household=by_household, replace=replace)
    found = match_lines(said, register, terms)
    assert [match.line for match in found] == said
    for match in found:
        assert bool(match.holders) != (match.problem is not None)
        assert (match.problem is None) == (
            match.outcome in ("new", "replaced", "known")
        )
        assert all(each.may_be_insured for each in match.holders)


@given(st.lists(lines, max_size=6), registers(), st.booleans(), st.booleans())
def test_nobody_gets_two_numbers_and_no_household_shares_one(
    said: list[Line], register: list[Holder], by_household: bool, replace: bool
) -> None:
    terms = Terms(by_household=by_household, replace=replace)
    found = match_lines(said, register, terms)
    given_to: dict[tuple[str, str], set[str]] = {}
    for match in found:
        for each in match.holders:
            key = (each.uid, each.person)
            given_to.setdefault(key, set()).add(match.line.policy_no)
    assert all(len(numbers) == 1 for numbers in given_to.values())
    if by_household:
        bearers = {(*numbers, uid) for (uid, _), numbers in given_to.items()}
        assert len({number for number, _ in bearers}) == len(bearers)


@given(st.lists(lines, max_size=6), registers(), st.booleans())
def test_the_same_list_again_is_no_news(
    said: list[Line], register: list[Holder], by_household: bool
) -> None:
    terms = Terms(by_household=by_household)
    news = list(news_of(match_lines(said, register, terms), register))
    after = [
        each._replace(
            policy_no=one.fresh.get(each.person, each.policy_no),
            state="INSURED" if one.is_insured else each.state,
        )
        for each in register
        for one in [next((n for n in news if n.uid == each.uid), None)]
        if one is not None
    ]
    rest = [each for each in register if each.uid not in {n.uid for n in news}]
    again = match_lines(said, [*after, *rest], terms)
    assert not list(news_of(again, [*after, *rest]))


def test_one_row_insures_a_whole_household() -> None:
    register = [holder(), holder(name="王一", id_no="B0")]
    (match,) = match_lines([Line("P-1", "王强", "A0")], register, HOUSEHOLD)
    assert [each.name for each in match.holders] == ["王强", "王一"]
    (news,) = news_of([match], register)
    assert (news.is_insured, news.numbers) == (True, {"A0": "P-1", "B0": "P-1"})


def test_one_row_insures_one_person() -> None:
    register = [holder(), holder(name="王一", id_no="B0")]
    (match,) = match_lines([Line("P-1", "王强", "A0")], register, PERSON)
    assert [each.name for each in match.holders] == ["王强"]
    assert not next(news_of([match], register)).is_insured


def codes(said: list[Line], register: list[Holder], terms: Terms) -> list[str]:
    """Return the code of the problem of each line, empty for none."""
    found = match_lines(said, register, terms)
    return [match.problem.code if match.problem else "" for match in found]


def test_each_refusal_has_its_own_code() -> None:
    known = holder(policy_no="P-1")
    assert codes([Line("P-1", "张三", "X")], [holder()], PERSON) == ["E811"]
    assert codes([Line("P-1", "张三", "A0")], [holder()], PERSON) == ["E812"]
    void = holder(state="VOID")
    assert codes([Line("P-1", "王强", "A0")], [void], PERSON) == ["E813"]
    other = Line("P-1", "张三", "", "E0")
    assert codes([other], [holder()], PERSON) == ["E814"]
    twice = [Line("P-1", "王强", "A0"), Line("P-2", "王强", "A0")]
    assert codes(twice, [holder()], PERSON) == ["E815", "E815"]
    assert codes([Line("P-2", "王强", "A0")], [known], PERSON) == ["E816"]
    both = [Line("P-1", "王强", "A0"), Line("P-1", "王强", "A1")]
    assert codes(both, [holder(), holder(1)], HOUSEHOLD) == ["E817", "E817"]
    assert codes(both, [holder(), holder(1)], PERSON) == ["", ""]


def test_a_new_number_prevails_only_when_asked() -> None:
    terms = Terms(by_household=False, replace=True)
    line = Line("P-2", "王强", "A0")
    (match,) = match_lines([line], [holder(policy_no="P-1")], terms)
    assert match.outcome == "replaced"


def test_words_name_the_person_only_where_numbers_differ() -> None:
    assert policy_words([]) == policy_words([Policy("王强", "")]) == ""
    assert policy_words([Policy("王强", "P-1"), Policy("王一", "P-1")]) == "P-1"
    mixed = [Policy("王强", "P-1"), Policy("王一", "")]
    assert policy_words(mixed) == "王强 P-1　王一 待出单"


@given(st.integers(1000, 10**15 - 1))
def test_a_number_cell_is_read_whole_or_not_at_all(number: int) -> None:
    assert a_policy_no(number) == str(number)
    assert a_policy_no(f" {number} ") == str(number)


@pytest.mark.parametrize("cell", [8.80512026e21, 8805120265301000123, "8.80512E+21"])
def test_what_a_spreadsheet_cut_off_is_refused(cell: float | str) -> None:
    with pytest.raises(Misfit, match="文本格式"):
        a_policy_no(cell)


def test_no_number_yet_is_nothing() -> None:
    assert [a_policy_no(cell) for cell in ("/", "无", "待出单", "-", 0)] == [None] * 5


def test_no_title_has_two_meanings() -> None:
    assert len(COLUMNS) == sum(len(titles) for titles in TITLES.values())
