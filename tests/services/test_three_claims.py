"""Three stations report one person: each is laid beside the one that stands, together."""

from itertools import permutations

import pytest

from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.services.duplicates import Pair, queue, resolve, undo
from jisheng_desktop.services.enrolling import Enrolled
from jisheng_desktop.services.overview import status
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


def in_one_hand(country: Country) -> None:
    """All three villages have reported."""
    country.take(CODE, *(country.export(code).file for code in CODES))


def pair_with(uid: str, *, is_open: bool = True) -> Pair:
    pairs = (p for p in queue() if p.open is is_open)
    return next(p for p in pairs if uid in {s.uid for s in p.claims})


@pytest.mark.parametrize("kept", CODES)
def test_one_decision_leaves_nothing_open_and_is_taken_back_whole(
    country: Country, claims: dict[str, Enrolled], kept: str
) -> None:
    in_one_hand(country)
    uid = claims[kept].uid
    before = asked(country)
    with country.at(CODE) as session:
        first = pair_with(uid)
        resolve(first.id, [uid], operator=session.operator, reason=REASON)
        assert status().duplicates_open == 0
        assert {(pair.kept, pair.reason) for pair in queue()} == {((uid,), REASON)}
        assert standing() == {uid}
        last = queue()[-1]
        undo(last.id, operator=session.operator)
        assert standing() == {claims[ONE.code].uid}
    assert asked(country) == before


def test_who_comes_later_is_looked_at_however_the_others_were_decided(
    country: Country, claims: dict[str, Enrolled]
) -> None:
    holder, second, third = (claims[code].uid for code in CODES)
    country.take(CODE, *(country.export(code).file for code in CODES[:2]))
    with country.at(CODE) as session:
        pair = pair_with(second)
        resolve(pair.id, [holder], operator=session.operator, reason=REASON)
    country.take(CODE, country.export(THREE.code).file)
    assert asked(country) == {(holder, third)}


def test_a_decision_that_is_taken_back_leaves_the_other_in_force(
    country: Country, claims: dict[str, Enrolled]
) -> None:
    in_one_hand(country)
    latest, second = claims[THREE.code].uid, claims[TWO.code].uid
    with country.at(CODE) as session:

        def decide(pair: Pair, uid: str) -> Pair:
            return resolve(pair.id, [uid], operator=session.operator, reason=REASON)

        first = decide(pair_with(latest), latest)
        other = decide(pair_with(second, is_open=False), second)
        assert standing() == {second}
        undo(other.id, operator=session.operator)
        assert standing() == {latest}
        undo(first.id, operator=session.operator)
        assert standing() == {claims[ONE.code].uid}


def test_an_answered_decision_is_taken_back_under_its_own_number(
    country: Country, claims: dict[str, Enrolled]
) -> None:
    in_one_hand(country)
    uid = claims[TWO.code].uid
    with country.at(CODE) as session:
        pair = pair_with(uid)
        resolve(pair.id, [uid], operator=session.operator, reason=REASON)
    country.answer()
    with country.at(CODE) as session:
        again = undo(pair.id, operator=session.operator)
        assert again.open
        assert again.id == pair.id
        assert again.claims[0].uid == uid, (
            "what was answered stands, and is named first"
        )
        assert status().duplicates_open == len(queue()) == 2


def standing() -> set[str]:
    sides = (side for pair in queue() for side in pair.claims)
    return {side.uid for side in sides if side.state == "ACCEPTED"}
