"""Near-duplicates: similar names of one sex, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.suspicions import _one_off, looks_alike

WOMAN, ANOTHER, MAN = "610103198603021228", "610103198603025560", "610103198603021236"
NAMES = st.text("王李伟芳小明", max_size=5)


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [
        ("王小芳", "王小方", True),  # one character
        ("王小芳", "王芳", True),  # one left out
        ("单小明", "但晓鸣", True),  # the same initials
        ("王小芳", "李大伟", False),
        ("王小芳", "王", False),
    ],
)
def test_similar_names(name: str, other: str, *, alike: bool) -> None:
    assert looks_alike(name, other, WOMAN, ANOTHER) is alike
    assert looks_alike(other, name, ANOTHER, WOMAN) is alike
    assert not looks_alike(name, other, WOMAN, MAN)


@given(NAMES, NAMES)
def test_one_off_is_a_distance_of_at_most_one(name: str, other: str) -> None:
    assert _one_off(name, other) == (distance(name, other) <= 1)


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
