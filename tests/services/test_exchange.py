"""Village to district and back: nothing lost, nothing twice, nothing without a word."""

from pathlib import Path

import msgspec
import pytest

from jisheng_desktop.errors import CancelledByUser
from jisheng_desktop.services import arrivals
from jisheng_desktop.services.duplicates import queue, resolve, undo
from jisheng_desktop.services.enrolling import correct, void
from jisheng_desktop.services.exporting import STEPS
from jisheng_desktop.services.households import enrollment
from jisheng_desktop.services.kits import revoke
from jisheng_desktop.services.overview import status
from tests.exchange import ONE, TOWNSHIP, TWO, Country, home
from tests.households import CODE


@pytest.fixture
def country(country: Country) -> Country:
    country.found(TWO)
    return country


def test_a_season_goes_there_and_back(country: Country) -> None:
    country.enroll(ONE.code, home(1), home(2))
    sent = country.export(ONE.code)
    assert (sent.seq, sent.counts["ENROLLMENT"]) == (1, 2)
    assert country.states(ONE.code) == {"EXPORTED": 2}
    (taken,) = country.take(CODE, sent.file)
    assert (taken.outcome, taken.applied, taken.returned) == ("applied", 2, 0)
    (again,) = country.take(CODE, sent.file)
    assert (again.outcome, again.code, again.applied) == ("already_applied", "I903", 0)
    answer = country.answer()[ONE.code]
    assert answer.accepted == 2
    (heard,) = country.take(ONE.code, answer.file)
    assert (heard.outcome, heard.applied) == ("applied", 2)
    assert country.states(ONE.code) == country.states(CODE) == {"ACCEPTED": 2}
    with country.at(ONE.code):
        assert status().unsent == 0
    with country.at(CODE):
        there = status()
        assert (there.households, there.persons) == (2, 6)
        assert [
            (s.last_seq, s.missing) for s in there.stations if s.code == ONE.code
        ] == [(1, ())]
    country.sound(CODE, ONE.code)


def test_what_was_not_answered_goes_into_the_next_bundle(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    country.export(ONE.code)  # lost
    country.enroll(ONE.code, home(2))
    second = country.export(ONE.code)
    assert second.counts["ENROLLMENT"] == 2
    (taken,) = country.take(CODE, second.file)
    assert (taken.outcome, taken.applied) == ("applied", 2)
    country.take(ONE.code, country.answer()[ONE.code].file)
    assert country.export(ONE.code).counts == {}
    assert country.export(ONE.code, from_seq=1).counts["ENROLLMENT"] == 2


def test_an_export_can_be_stopped_until_its_file_has_its_name(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    for last in range(STEPS):

        def stop(done: int, _: int, last: int = last) -> None:
            if done == last:
                raise CancelledByUser

        with pytest.raises(CancelledByUser):
            country.export(ONE.code, progress=stop)
        assert not any(file.is_file() for file in country.sticks.rglob("*"))
        assert country.states(ONE.code) == {"CONFIRMED": 1}
    (taken,) = country.take(CODE, country.export(ONE.code).file)
    assert (taken.outcome, taken.applied) == ("applied", 1)
    country.sound(CODE, ONE.code)


def test_corrections_and_voids_follow(country: Country) -> None:
    first, second = country.enroll(ONE.code, home(1), home(2))
    country.round(ONE.code)
    with country.at(ONE.code) as session:
        moved = home(1, hukou_address="新街道9号")
        correct(first.uid, moved, operator=session.operator, reason="搬家了")
        void(second.uid, operator=session.operator, reason="登记错误")
    taken, _ = country.round(ONE.code)
    assert taken.outcome == "applied"
    assert country.states(CODE) == {"ACCEPTED": 1, "VOID": 1}
    with country.at(CODE):
        there = enrollment(first.uid).document
    assert there.household.hukou_address == "新街道9号"
    country.sound(CODE, ONE.code)


def test_one_person_from_two_villages(country: Country) -> None:
    (early,) = country.enroll(ONE.code, home(1))
    (late,) = country.enroll(TWO.code, home(1, TWO.code))
    files = [country.export(code).file for code in (TWO.code, ONE.code)]
    country.take(CODE, *files)
    assert country.states(CODE) == {"ACCEPTED": 1, "RETURNED": 1}
    with country.at(CODE) as session:
        (pair,) = queue()
        assert (pair.kind, pair.open) == ("R920", True)
        assert enrollment(early.uid).state == "ACCEPTED"
        assert status().duplicates_open == 1
        resolve(pair.id, [late.uid], operator=session.operator, reason="已迁到二村")
        assert enrollment(early.uid).state == "RETURNED"
        assert enrollment(late.uid).state == "ACCEPTED"
        assert status().duplicates_open == 0
        undo(pair.id, operator=session.operator)
        assert enrollment(early.uid).state == "ACCEPTED"
    answers = country.answer()
    country.take(TWO.code, answers[TWO.code].file)
    with country.at(TWO.code):
        returned = enrollment(late.uid)
    assert returned.state == "RETURNED"
    assert "先行上报" in (returned.verdict or "")
    country.sound(CODE, TWO.code)


def test_two_names_for_one_number_are_a_conflict(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    other = msgspec.structs.replace(
        home(1, TWO.code),
        members=tuple(
            msgspec.structs.replace(m, name="李" + m.name[1:]) for m in home(1).members
        ),
    )
    country.enroll(TWO.code, other)
    country.take(CODE, *(country.export(c).file for c in (ONE.code, TWO.code)))
    assert country.states(CODE) == {"CONFLICT": 2}
    with country.at(CODE) as session:
        (pair,) = queue()
        assert pair.kind == "R921"
        kept = pair.claims[0].uid
        resolve(pair.id, [kept], operator=session.operator, reason="证件核对无误")
        assert enrollment(kept).state == "ACCEPTED"
    assert country.states(CODE) == {"ACCEPTED": 1, "RETURNED": 1}


def test_the_township_passes_on_what_it_was_given(country: Country) -> None:
    country.found(TOWNSHIP)
    country.enroll(ONE.code, home(1))
    country.enroll(TOWNSHIP.code, home(2, "610103001009"))
    (kept,) = country.take(TOWNSHIP.code, country.export(ONE.code).file)
    assert kept.outcome == "applied"
    results = country.take(CODE, country.export(TOWNSHIP.code).file)
    assert [(r.station_code, r.applied) for r in results] == [
        (TOWNSHIP.code, 1),
        (ONE.code, 1),
    ]
    answers = country.answer()
    country.take(TOWNSHIP.code, answers[TOWNSHIP.code].file)
    passed = country.answer(TOWNSHIP.code)
    country.take(ONE.code, passed[ONE.code].file)
    assert country.states(ONE.code) == {"ACCEPTED": 1}
    again = country.take(CODE, country.export(TOWNSHIP.code).file)
    assert len(again) == 1  # what has arrived is not carried again
    country.sound(CODE, TOWNSHIP.code, ONE.code)


def test_of_answers_that_came_in_one_second_the_newest_is_passed_on(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    country.found(TOWNSHIP)
    country.take(CODE, country.export(ONE.code).file)
    written = [country.answer()[ONE.code].file for _ in range(8)]
    with monkeypatch.context() as clock:
        clock.setattr(arrivals, "stamp", lambda: "2026-11-22T08:00:00+08:00")
        country.take(TOWNSHIP.code, *written)
    passed = country.answer(TOWNSHIP.code)[ONE.code].file
    assert Path(passed).read_bytes() == Path(written[-1]).read_bytes()


def test_answers_for_others_and_bundles_at_villages_are_named(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    sent = country.export(ONE.code)
    (refused,) = country.take(TWO.code, sent.file)
    assert (refused.outcome, refused.code) == ("refused", "E904")
    country.take(CODE, sent.file)
    (ignored,) = country.take(TWO.code, country.answer()[ONE.code].file)
    assert (ignored.outcome, ignored.code, ignored.is_refusal) == (
        "refused",
        "E910",
        False,
    )


def test_a_revoked_station_is_refused_and_its_past_stays(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    country.round(ONE.code)
    country.enroll(ONE.code, home(2))
    with country.at(CODE):
        revoke(ONE.code)
    (refused,) = country.take(CODE, country.export(ONE.code).file)
    assert (refused.outcome, refused.code) == ("refused", "E904")
    assert country.states(CODE) == {"ACCEPTED": 1}


def test_a_replaced_computer_gets_its_past_back(country: Country) -> None:
    (past,) = country.enroll(ONE.code, home(1))
    country.round(ONE.code)
    country.found(ONE, "new computer")
    country.enroll("new computer", home(2))
    taken = country.take(CODE, country.export("new computer").file)
    assert [r.outcome for r in taken] == ["applied"]
    country.take("new computer", country.answer()[ONE.code].file)
    assert country.states("new computer") == {"ACCEPTED": 2}
    with country.at("new computer") as session:
        moved = home(1, hukou_address="新街道9号")
        correct(past.uid, moved, operator=session.operator, reason="搬家了")
    (old,) = country.take(CODE, country.export(ONE.code).file)
    assert (old.outcome, old.code) == ("refused", "E904")
    country.sound(CODE, "new computer")
