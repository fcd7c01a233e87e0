"""Numbers of households, enrolments and receipts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.identifiers import RANDOM_BYTES, uuid7
from jisheng_desktop.domain.numbering import (
    LETTERS,
    Series,
    check_digit,
    counter_of,
    number,
    tail,
)

stations = st.from_regex(r"[0-9A-Z]{1,20}", fullmatch=True)
years = st.integers(2000, 2100)
series: st.SearchStrategy[Series] = st.sampled_from(tuple(LETTERS))
counters = st.integers(1, 9_999_999)


@given(stations, years, series, counters)
def test_the_counter_can_be_read_back(
    station: str, year: int, kind: Series, counter: int
) -> None:
    text = number(station, year, kind, counter)
    assert counter_of(text) == counter
    assert text.startswith(f"{station}-{year}-")
    assert tail(text) == f"{counter:06}{text[-1]}"


@given(stations, years, series, counters, st.data())
def test_one_wrong_digit_is_noticed(
    station: str, year: int, kind: Series, counter: int, data: st.DataObject
) -> None:
    text = number(station, year, kind, counter)
    places = [place for place, char in enumerate(text) if char.isdigit()]
    place = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    assert counter_of(text[:place] + digit + text[place + 1 :]) is None


@given(stations, years, counters)
def test_the_series_are_told_apart(station: str, year: int, counter: int) -> None:
    assert len({number(station, year, kind, counter) for kind in LETTERS}) == 3


@pytest.mark.parametrize(
    "text",
    ["", "610103", "610103-2026-00001-1", "610103-26-000001-1", "x-2026-Z000001-1"],
)
def test_another_shape_is_no_number(text: str) -> None:
    assert counter_of(text) is None


def test_the_check_digit_is_iso_7064_mod_11_10() -> None:
    assert check_digit("0794") == 5  # the standard's own example


def test_a_number_looks_like_this() -> None:
    assert number("610124101201", 2026, "RECEIPT", 123)[:-1] == (
        "610124101201-2026-000123-"
    )
    assert "-H000087-" in number("610124101201", 2026, "HOUSEHOLD", 87)


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_an_identity_is_a_uuid_of_version_7(ms: int, randomness: bytes) -> None:
    text = uuid7(ms, randomness)
    assert len(text) == 36
    assert text[14] == "7"
    assert text[19] in "89ab"
    assert int(text.replace("-", "")[:12], 16) == ms


@given(st.integers(0, 2**48 - 2), st.binary(min_size=10, max_size=10))
def test_identities_follow_time(ms: int, randomness: bytes) -> None:
    assert uuid7(ms, b"\xff" * RANDOM_BYTES) < uuid7(ms + 1, randomness)


def test_too_little_randomness_is_refused() -> None:
    with pytest.raises(ValueError, match="10 random bytes"):
        uuid7(1, b"")
