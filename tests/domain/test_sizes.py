"""Sizes are never told smaller than they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.sizes import size_words

UNITS = {"KB": 1024, "MB": 1024**2, "GB": 1024**3, "TB": 1024**4}


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0.0 KB"),
        (1, "0.1 KB"),
        (1024, "1.0 KB"),
        (3355444, "3.3 MB"),
        (1024**3, "1.0 GB"),
    ],
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_words(size) == words


@given(st.integers(0, 2**50))
def test_what_is_told_is_enough(size: int) -> None:
    amount, unit = size_words(size).split()
    told = float(amount) * UNITS[unit]
    assert size <= told + 1
    assert told - size <= UNITS[unit] / 10 + 1
