"""A household moves to another station: told to both, corrected by the new one."""

import pytest

from db.queries import moves
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.enrolling import correct
from jisheng_desktop.services.households import enrollment, history
from jisheng_desktop.services.kits import revoke
from jisheng_desktop.services.moving import move_household
from jisheng_desktop.services.receipts import print_receipts
from jisheng_desktop.services.records import NotEditable
from tests.exchange import ONE, TOWNSHIP, TWO, Country, home
from tests.households import CODE

REASON = "全家搬到二村"


@pytest.fixture
def country(country: Country) -> Country:
    country.found(TWO)
    return country


def moved(country: Country, uid: str, to: str = TWO.code) -> None:
    with country.at(CODE) as session:
        move_household(uid, to, operator=session.operator, reason=REASON)


def told(country: Country, *codes: str) -> None:
    answers = country.answer()
    for code in codes:
        assert country.take(code, answers[code].file)[0].outcome == "applied"


def amended(country: Country, code: str, uid: str, n: int, village: str) -> None:
    with country.at(code) as session:
        document = home(n, village, hukou_address=f"{village}号院")
        correct(uid, document, operator=session.operator, reason="核对地址")


def test_both_stations_hear_of_a_move_and_the_new_one_goes_on(country: Country) -> None:
    (kept, other) = country.enroll(ONE.code, home(1), home(2))
    for code in (ONE.code, TWO.code):
        country.round(code)
    moved(country, kept.uid)
    told(country, ONE.code, TWO.code)
    assert country.states(ONE.code) == {"ACCEPTED": 1, "MOVED": 1}
    assert country.states(TWO.code) == {"ACCEPTED": 1}
    with country.at(ONE.code) as session:
        assert TWO.name in (enrollment(kept.uid).verdict or "")
        with pytest.raises(NotEditable, match="移交"):
            correct(kept.uid, home(1), operator=session.operator, reason="不能改了")
        assert enrollment(other.uid).state == "ACCEPTED"
    amended(country, TWO.code, kept.uid, 1, TWO.code)
    with country.at(TWO.code) as session:
        corrected = enrollment(kept.uid)
        assert corrected.enroll_no == kept.enroll_no
        assert (corrected.receipt_no or "").startswith(f"{TWO.code}-")
        assert len(history(kept.uid)) == 2
        print_receipts([kept.uid], session)
    country.round(TWO.code)
    for code in (CODE, TWO.code):
        with country.at(code):
            there = enrollment(kept.uid)
            assert there.state == "ACCEPTED"
            assert there.document.household.village_code == TWO.code
    country.round(ONE.code)
    assert country.states(ONE.code) == {"ACCEPTED": 1, "MOVED": 1}
    country.sound(CODE, ONE.code, TWO.code)


def test_what_the_old_station_wrote_meanwhile_is_settled_by_the_new(
    country: Country,
) -> None:
    (record,) = country.enroll(ONE.code, home(1))
    for code in (ONE.code, TWO.code):
        country.round(code)
    moved(country, record.uid)
    amended(country, ONE.code, record.uid, 1, ONE.code)  # has not heard of it
    country.take(CODE, country.export(ONE.code).file)
    told(country, ONE.code, TWO.code)
    with country.at(TWO.code):
        assert len(history(record.uid)) == 2
    amended(country, TWO.code, record.uid, 1, TWO.code)
    country.round(TWO.code)
    for code in (CODE, TWO.code):
        assert country.states(code) == {"ACCEPTED": 1}
    assert country.states(ONE.code) == {"MOVED": 1}
    country.sound(CODE, ONE.code, TWO.code)


def test_a_household_may_come_back(country: Country) -> None:
    (record,) = country.enroll(ONE.code, home(1))
    for code in (ONE.code, TWO.code):
        country.round(code)
    moved(country, record.uid)
    told(country, ONE.code, TWO.code)
    moved(country, record.uid, ONE.code)
    told(country, ONE.code, TWO.code)
    assert country.states(ONE.code) == {"ACCEPTED": 1}
    assert country.states(TWO.code) == {"MOVED": 1}
    country.sound(CODE, ONE.code, TWO.code)


def test_the_township_follows_a_move_between_its_villages(country: Country) -> None:
    country.found(TOWNSHIP)
    (record,) = country.enroll(ONE.code, home(1))
    country.take(TOWNSHIP.code, country.export(ONE.code).file)
    country.take(CODE, country.export(TOWNSHIP.code).file)
    country.round(TWO.code)
    moved(country, record.uid)
    told(country, TOWNSHIP.code, TWO.code)
    country.sound(CODE, TOWNSHIP.code, TWO.code)


def test_what_cannot_be_moved_is_said(country: Country) -> None:
    (record,) = country.enroll(ONE.code, home(1))
    country.round(ONE.code)
    with country.at(ONE.code) as session, pytest.raises(UserError, match="区县"):
        move_household(record.uid, TWO.code, operator=session.operator, reason=REASON)
    with country.at(CODE) as session:
        who = session.operator
        for to, reason, words in (
            ("999", REASON, "没有代码"),
            (ONE.code, REASON, "本来就在"),
            (TWO.code, "搬", "原因"),
        ):
            with pytest.raises(UserError, match=words):
                move_household(record.uid, to, operator=who, reason=reason)
        revoke(TWO.code)
        with pytest.raises(UserError, match="在用"):
            move_household(record.uid, TWO.code, operator=who, reason=REASON)


def test_a_move_that_fails_half_way_moves_nothing(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    (record,) = country.enroll(ONE.code, home(1))
    country.round(ONE.code)

    def fail(*_: object) -> None:
        raise OSError("broken")

    with monkeypatch.context() as broken, pytest.raises(OSError, match="broken"):
        broken.setattr(moves, "set_owner", fail)
        moved(country, record.uid)
    with country.at(CODE):
        assert moves.everything() == ()
        assert moves.owner_of(enrollment(record.uid).household_uid) == ONE.code
    country.sound(CODE)
