"""Near-duplicates among the records of two villages: asked about, never held back."""

import msgspec
import pytest

from jisheng_desktop.services.duplicates import queue
from jisheng_desktop.services.overview import status
from tests.builders import id_number
from tests.exchange import ONE, TWO, Country, home
from tests.households import CODE


@pytest.fixture
def country(country: Country) -> Country:
    country.found(TWO)
    return country


def suspicions(country: Country, first: str, second: str) -> int:
    """Return how many pairs are asked about: two fathers of one birthday, so named."""
    for code, n, name in ((ONE.code, 1, first), (TWO.code, 2, second)):
        father, _, child = home(n, code).members
        father = msgspec.structs.replace(
            father, name=name, id_no=id_number(CODE, "1980-01-02", 111 + 2 * n)
        )
        members = (father, child)
        country.enroll(code, msgspec.structs.replace(home(n, code), members=members))
    country.take(CODE, *(country.export(code).file for code in (ONE.code, TWO.code)))
    with country.at(CODE):
        assert status().enrollments["ACCEPTED"] == 2
        return len(queue())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("王小芳", "王小方"),  # one character
        ("王小芳", "汪小芳"),  # one character, the first
        ("王小芳", "王芳"),  # one left out
        ("王力宏", "吴立海"),  # the same initials
        ("单小明", "邓晓鸣"),  # the same in one of several readings
    ],
)
def test_alike(country: Country, first: str, second: str) -> None:
    assert suspicions(country, first, second) == 1


@pytest.mark.parametrize(
    ("first", "second"), [("王小芳", "李大伟"), ("王小芳", "王大伟")]
)
def test_not_alike(country: Country, first: str, second: str) -> None:
    assert suspicions(country, first, second) == 0
