"""Three stations report one person: each is laid beside the one that stands, together."""

from itertools import permutations

import pytest

from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.services.duplicates import Pair, queue, resolve, undo
from jisheng_desktop.services.enrolling import Enrolled
from tests.exchange import ONE, TOWNSHIP, TWO, Country, home
from tests.households import CODE

THREE = NewStation("VILLAGE", "610103001003", "示范三村", TOWNSHIP.code)
CODES = (ONE.code, TWO.code, THREE.code)
REASON = "核对过证件"


@pytest.fixture
def claims(country: Country) -> dict[str, Enrolled]:
    """Give the records of one family in three villages; the first was the earliest."""
    for station in (TWO, THREE):
        country.found(station)
    return {code: country.enroll(code, home(1, code))[0] for code in CODES}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_there_are_two_pairs_whatever_came_first(
    country: Country, claims: dict[str, Enrolled], order: tuple[int, ...]
) -> None:
    for place in order:
        country.take(CODE, country.export(CODES[place]).file)
    holder, *others = (claims[code].uid for code in CODES)
    assert asked(country) == {(holder, other) for other in others}


def asked(country: Country) -> set[tuple[str, ...]]:
    with country.at(CODE):
        found = queue()
    assert {pair.records for pair in found} == {3}
    return {tuple(side.uid for side in pair.claims) for pair in found if pair.open}


def test_what_is_about_one_person_stands_together(
    country: Country, claims: dict[str, Enrolled]
) -> None:
    country.enroll(ONE.code, home(2))
    country.enroll(TWO.code, home(2, TWO.code))
    for code in (ONE.code, TWO.code, THREE.code):
        country.take(CODE, country.export(code).file)
    with country.at(CODE):
        assert [pair.records for pair in queue()] in ([3, 3, 2], [2, 3, 3])


def test_a_decision_that_is_taken_back_leaves_the_other_in_force(
    country: Country, claims: dict[str, Enrolled]
) -> None:
    files = [country.export(code).file for code in CODES]
    country.take(CODE, *files)
    latest = claims[THREE.code].uid
    with country.at(CODE) as session:

        def pair_with(uid: str) -> Pair:
            pairs = (p for p in queue() if p.open)
            return next(p for p in pairs if uid in {s.uid for s in p.claims})

        def decide(pair: Pair) -> Pair:
            return resolve(pair.id, [latest], operator=session.operator, reason=REASON)

        first = decide(pair_with(latest))
        second = decide(pair_with(claims[TWO.code].uid))
        assert latest in second.kept
        undo(second.id, operator=session.operator)
        assert standing() == {latest}
        undo(first.id, operator=session.operator)
        assert standing() == {claims[ONE.code].uid}


def standing() -> set[str]:
    sides = (side for pair in queue() for side in pair.claims)
    return {side.uid for side in sides if side.state == "ACCEPTED"}
