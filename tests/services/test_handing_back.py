"""A district restored from a backup is given back what it said in the meantime."""

from pathlib import Path
from shutil import copytree, rmtree

import msgspec
import pytest

from db.queries import moves, offices, received, station_keys
from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.services import certificates, exporting, schemes
from jisheng_desktop.services.backups import back_up
from jisheng_desktop.services.duplicates import queue, resolve
from jisheng_desktop.services.enrolling import correct
from jisheng_desktop.services.exporting import export, outgoing
from jisheng_desktop.services.handing_back import ENDORSED, spoken_positions
from jisheng_desktop.services.households import enrollment
from jisheng_desktop.services.keyring import own_keys
from jisheng_desktop.services.kits import issue_kit, join_with_kit, revoke
from jisheng_desktop.services.library import close_library, office, open_library
from jisheng_desktop.services.moving import move_household
from jisheng_desktop.services.operators import change_password, sign_in
from jisheng_desktop.services.overview import status
from jisheng_desktop.services.restoring import restore
from jisheng_desktop.services.schemes import add_scheme
from tests.exchange import ONE, THREE, TOWNSHIP, TWO, Country, home
from tests.households import CODE, scheme_texts

PASSWORD = "风调雨顺2026"


class Backed(Country):
    """A country whose district has a password, and may go back to its backup."""

    @property
    def backup(self) -> Path:
        return self.root / "district.jsbak"

    def keep(self) -> None:
        with self.at(CODE) as session:
            back_up(self.backup, change_password(session, "", PASSWORD))
            change_password(sign_in(None, PASSWORD), PASSWORD, "")

    def go_back(self) -> None:
        restore(self.folder(CODE), self.backup, PASSWORD)
        open_library(self.folder(CODE))
        change_password(sign_in(None, PASSWORD), PASSWORD, "")
        close_library()


@pytest.fixture
def country(tmp_path: Path, quick_kits: None) -> Backed:
    found = Backed(tmp_path)
    found.found(ONE)
    found.found(TWO)
    return found


def state_of(country: Country, code: str, uid: str) -> str:
    with country.at(code):
        return enrollment(uid).state


def test_what_people_decided_comes_back(country: Backed) -> None:
    (early,) = country.enroll(ONE.code, home(1))
    (late,) = country.enroll(TWO.code, home(1, TWO.code))
    country.round(ONE.code)
    country.keep()
    country.take(CODE, country.export(TWO.code).file)
    with country.at(CODE) as session:
        (pair,) = queue()
        resolve(pair.id, [late.uid], operator=session.operator, reason="已迁到二村")
    answers = country.answer()
    for code in (ONE.code, TWO.code):
        country.take(code, answers[code].file)
    assert state_of(country, ONE.code, early.uid) == "RETURNED"
    country.go_back()
    assert state_of(country, CODE, early.uid) == "ACCEPTED"
    for _ in range(3):  # to hear what is missing, to bring it, to hear of others
        for code in (TWO.code, ONE.code):
            country.round(code)
    for code in (CODE, ONE.code):
        assert state_of(country, code, early.uid) == "RETURNED"
    for code in (CODE, TWO.code):
        assert state_of(country, code, late.uid) == "ACCEPTED"
    with country.at(ONE.code):
        assert status().unsent == 0
    country.sound(CODE, ONE.code, TWO.code)


def test_nothing_contradicts_an_answer_before_it_is_back(country: Backed) -> None:
    (record,) = country.enroll(ONE.code, home(1))
    country.keep()
    country.round(ONE.code)
    country.go_back()
    country.enroll(TWO.code, home(1, TWO.code))
    first = country.export(ONE.code)
    country.take(CODE, first.file)
    assert country.answer()[ONE.code].accepted == 0
    country.take(ONE.code, country.answer()[ONE.code].file)
    country.round(ONE.code)
    with country.at(CODE):
        assert received.rulings([record.uid])[record.uid].latched == 1
    country.round(TWO.code)
    assert state_of(country, CODE, record.uid) == "ACCEPTED"


def test_revocations_and_schemes_come_back(country: Backed) -> None:
    country.enroll(ONE.code, home(1))
    country.round(ONE.code)
    country.round(TWO.code)
    country.keep()
    dearer = scheme_texts()[0].replace("16500", "16600")
    with country.at(CODE):
        revoke(TWO.code)
        scheme = add_scheme(dearer)
    country.round(ONE.code)
    country.go_back()
    for _ in range(2):
        country.round(ONE.code)
    with country.at(CODE):
        assert station_keys.valid(TWO.code) is None
        assert offices.scheme_text(scheme.id) == dearer


def test_of_several_lost_schemes_the_last_one_holds(country: Backed) -> None:
    country.enroll(ONE.code, home(1))
    country.round(ONE.code)
    country.keep()
    text = scheme_texts()[0]
    for fen in ("16600", "16700"):
        with country.at(CODE):
            add_scheme(text.replace("16500", fen))
        country.round(ONE.code)
    country.go_back()
    for _ in range(2):
        country.round(ONE.code)
    with country.at(CODE):
        kept = offices.scheme_text(read_scheme(text).id)
    assert kept == text.replace("16500", "16700")


def test_a_scheme_added_since_the_restore_is_not_replaced(
    country: Backed, monkeypatch: pytest.MonkeyPatch
) -> None:
    country.enroll(ONE.code, home(1))
    country.round(ONE.code)
    country.keep()
    text = scheme_texts()[0]
    with country.at(CODE):
        add_scheme(text.replace("16500", "16600"))
    country.round(ONE.code)
    country.go_back()
    with country.at(CODE), monkeypatch.context() as later:
        later.setattr(schemes, "stamp", lambda: "2099-01-01T08:00:00+08:00")
        newest = add_scheme(text.replace("16500", "16900"))
    for _ in range(2):
        country.round(ONE.code)
    with country.at(CODE):
        kept = offices.scheme_text(newest.id)
    assert kept == text.replace("16500", "16900")


def test_a_district_that_lost_nothing_is_brought_nothing(country: Backed) -> None:
    for n in range(1, 4):
        country.enroll(ONE.code, home(n))
        country.round(ONE.code)
    with country.at(ONE.code) as session:
        assert outgoing(session).parcels == {}


def test_answers_come_back_through_the_township(country: Backed) -> None:
    country.found(TOWNSHIP)
    country.keep()
    (record,) = country.enroll(ONE.code, home(1))

    def week() -> None:
        country.take(TOWNSHIP.code, country.export(ONE.code).file)
        country.take(CODE, country.export(TOWNSHIP.code).file)
        country.take(TOWNSHIP.code, country.answer()[TOWNSHIP.code].file)
        country.take(ONE.code, country.answer(TOWNSHIP.code)[ONE.code].file)

    week()
    country.go_back()
    for _ in range(3):
        week()
    with country.at(CODE):
        assert received.rulings([record.uid])[record.uid].latched == 1


def test_a_correction_after_the_answer_is_judged_by_itself(country: Backed) -> None:
    (record,) = country.enroll(ONE.code, home(1))
    country.keep()
    country.round(ONE.code)
    country.go_back()
    with country.at(ONE.code) as session:
        moved = home(1, hukou_address="新街道9号")
        correct(record.uid, moved, operator=session.operator, reason="搬家了")
    for _ in range(2):
        country.round(ONE.code)
    for code in (CODE, ONE.code):
        assert state_of(country, code, record.uid) == "ACCEPTED"


def test_a_move_comes_back(country: Backed) -> None:
    (record,) = country.enroll(ONE.code, home(1))
    for code in (ONE.code, TWO.code):
        country.round(code)
    country.keep()
    with country.at(CODE) as session:
        move_household(
            record.uid, TWO.code, operator=session.operator, reason="全家搬到二村"
        )
    for code in (ONE.code, TWO.code):
        country.round(code)
    country.go_back()
    for _ in range(2):
        for code in (TWO.code, ONE.code):
            country.round(code)
    assert state_of(country, ONE.code, record.uid) == "MOVED"
    assert state_of(country, TWO.code, record.uid) == "ACCEPTED"
    with country.at(CODE):
        household = enrollment(record.uid).household_uid
        assert moves.owner_of(household) == TWO.code
    country.sound(CODE, ONE.code, TWO.code)


def test_of_several_lost_moves_the_last_one_holds(country: Backed) -> None:
    (record,) = country.enroll(ONE.code, home(1))
    both = (ONE.code, TWO.code)
    for code in both:
        country.round(code)
    country.keep()
    for to in (TWO.code, ONE.code, TWO.code):  # within one second
        with country.at(CODE) as session:
            move_household(record.uid, to, operator=session.operator, reason="全家迁居")
        country.round(ONE.code)
    country.go_back()
    for code in both * 3:
        country.round(code)
    assert state_of(country, ONE.code, record.uid) == "MOVED"
    for code in (TWO.code, CODE):
        assert state_of(country, code, record.uid) == "ACCEPTED"


def test_a_move_made_since_the_restore_is_not_undone(country: Backed) -> None:
    (record,) = country.enroll(ONE.code, home(1))
    for code in (ONE.code, TWO.code):
        country.round(code)
    country.keep()
    with country.at(CODE) as session:
        move_household(
            record.uid, TWO.code, operator=session.operator, reason="全家迁居"
        )
    country.round(TWO.code)
    country.go_back()
    country.found(THREE)
    with country.at(CODE) as session:
        move_household(
            record.uid, THREE.code, operator=session.operator, reason="全家迁居"
        )
    for code in (TWO.code, THREE.code) * 3:
        country.round(code)
    with country.at(CODE):
        household = enrollment(record.uid).household_uid
        assert moves.owner_of(household) == THREE.code
    assert state_of(country, TWO.code, record.uid) == "MOVED"


def test_lost_words_come_back_although_others_were_said_in_their_place(
    country: Backed,
) -> None:
    before, twin = country.root / "before", "twin"
    for code in (ONE.code, TWO.code):
        country.round(code)
    copytree(country.folder(ONE.code), country.folder(twin))
    copytree(country.folder(CODE), before)
    with country.at(CODE):
        revoke(TWO.code)
    country.round(ONE.code)
    rmtree(country.folder(CODE))
    copytree(before, country.folder(CODE))  # nothing tells the district
    (record,) = country.enroll(twin, home(1))
    country.take(CODE, country.export(twin).file)
    country.take(twin, country.answer()[ONE.code].file)
    assert state_of(country, twin, record.uid) == "ACCEPTED"
    for _ in range(2):
        country.round(ONE.code)
    with country.at(CODE):
        assert station_keys.valid(TWO.code) is None
        told = spoken_positions(ONE.code)
    assert len({each.stream for each in told}) < len(told)
    assert state_of(country, ONE.code, record.uid) == "ACCEPTED"
    with country.at(ONE.code) as session:
        assert outgoing(session).parcels == {}
    country.sound(CODE, ONE.code, twin)


def test_a_station_whose_kit_was_forgotten_is_known_again(country: Backed) -> None:
    country.keep()
    country.found(THREE)
    (record,) = country.enroll(THREE.code, home(3, THREE.code))
    country.round(THREE.code)
    country.go_back()
    for _ in range(2):
        assert country.round(THREE.code)[0].outcome != "refused"
    assert state_of(country, CODE, record.uid) == "ACCEPTED"
    with country.at(CODE):
        assert THREE in offices.stations()
        assert office().village_name(THREE.code) == THREE.name
    country.sound(CODE, THREE.code)


def test_a_forgotten_kit_replaces_the_one_before_and_not_the_one_after(
    country: Backed,
) -> None:
    country.round(ONE.code)
    country.keep()
    country.found(ONE, "second")
    country.go_back()
    country.found(ONE, "third")
    for folder in ("third", "second"):
        with country.at(folder) as session:
            file = export(country.sticks / folder, session).file
        country.take(CODE, file)
    with country.at(CODE):
        present = station_keys.valid(ONE.code)
    with country.at("third") as session:
        assert present is not None
        assert present.key == own_keys(session).public.hex()


def test_a_station_revoked_since_the_backup_stays_so_with_its_unused_kit(
    country: Backed,
) -> None:
    for code in (ONE.code, TWO.code):
        country.round(code)
    with country.at(CODE) as session:
        unused = issue_kit(TWO, country.root / "unused.jsb", session)
    country.keep()
    with country.at(CODE):
        revoke(TWO.code)
    country.round(ONE.code)
    country.go_back()
    for _ in range(2):
        country.round(ONE.code)
    join_with_kit(country.folder("late"), Path(unused.file), unused.code, "")
    close_library()
    with country.at("late") as session:
        file = export(country.sticks / "late", session).file
    (late,) = country.take(CODE, file)
    assert (late.outcome, late.code) == ("refused", "E904")


def test_a_certificate_that_nobody_signed_makes_no_station(
    country: Backed, monkeypatch: pytest.MonkeyPatch
) -> None:
    country.keep()
    country.found(THREE)
    country.go_back()
    with country.at(THREE.code), monkeypatch.context() as forger:
        genuine = certificates.shown()
        assert genuine is not None
        for changes in ({"turn": 9}, {"parent": TWO.code}, {"signature": "0"}):
            forged = msgspec.structs.replace(genuine, **changes)
            forger.setattr(exporting, "shown", lambda forged=forged: forged)
            file = export(country.sticks / "forged", sign_in(None, "")).file
            close_library()
            assert country.take(CODE, file)[0].code == "E904"
            open_library(country.folder(THREE.code))


def test_answers_that_the_district_never_gave_are_refused(
    country: Backed, monkeypatch: pytest.MonkeyPatch
) -> None:
    country.enroll(ONE.code, home(1))
    country.keep()
    country.round(ONE.code)
    country.go_back()
    country.round(ONE.code)
    honest = offices.fact

    def forged(name: str) -> str | None:
        kept = honest(name)
        if kept is None or not name.startswith(ENDORSED):
            return kept
        head, signature = kept.split()
        return f"{head} {signature[2:]}ff"

    with monkeypatch.context() as forger:
        forger.setattr(offices, "fact", forged)
        results = country.take(CODE, country.export(ONE.code).file)
    assert [r.outcome for r in results[:2]] == ["applied", "refused"]
    assert results[1].code == "E901"
