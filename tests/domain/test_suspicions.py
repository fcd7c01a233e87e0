"""Near-duplicates: of one sex, and one character off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.suspicions import is_one_off, is_one_sex

WOMAN, ANOTHER, MAN = "610103198603021228", "610103198603025560", "610103198603021236"
NAMES = st.text("王李伟芳小明", max_size=5)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (WOMAN, ANOTHER, True),
        (WOMAN, MAN, False),
        ("E1", WOMAN, False),
        ("E1", "K", True),
    ],
)
def test_a_number_tells_the_sex(one: str, other: str, *, same: bool) -> None:
    assert is_one_sex(one, other) is same


@given(NAMES, NAMES)
def test_one_off_is_a_distance_of_at_most_one(name: str, other: str) -> None:
    assert is_one_off(name, other) == (distance(name, other) <= 1)


def distance(name: str, other: str) -> int:
    """The distance of Levenshtein, as the textbooks have it."""
    previous = list(range(len(other) + 1))
    for row, char in enumerate(name, start=1):
        current = [row]
        for column, theirs in enumerate(other, start=1):
            change = previous[column - 1] + (char != theirs)
            current.append(min(previous[column] + 1, current[-1] + 1, change))
        previous = current
    return previous[-1]
