"""查重 by keyboard: side by side, one kept with a reason, taken back."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jisheng_desktop.domain.states import State
from jisheng_desktop.services.duplicates import queue
from jisheng_desktop.services.households import enrollment
from jisheng_desktop.services.overview import status
from tests.exchange import ONE, THREE, TOWNSHIP, TWO, Country, home
from tests.households import CODE
from tests.ui.conftest import Start, desk_at
from tests.ui.country import change_twice, settle_in
from tests.ui.typist import CONTROL, SHIFT, Key, Typist
from ui.models.duplicates import kind_words
from ui.pages.duplicates import NOTHING_OPEN, DuplicatesPage
from ui.workspace import Workspace


@pytest.fixture
def country(empty_country: Country) -> Country:
    return empty_country


def shown(
    country: Country, code: str, own_data_folder: Path, start: Start
) -> tuple[Workspace, DuplicatesPage]:
    """Sit down at an office and go to 查重 by its key."""
    workspace = desk_at(country, code, own_data_folder, start)
    Typist().press(Key.Key_2, modifiers=CONTROL | SHIFT)
    page = workspace.page("duplicates")
    assert isinstance(page, DuplicatesPage)
    assert page.isVisible()
    return workspace, page


@pytest.fixture
def page(
    country: Country,
    own_data_folder: Path,
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
) -> DuplicatesPage:
    settle_in(country, monkeypatch)
    return shown(country, CODE, own_data_folder, start)[1]


def go_to(page: DuplicatesPage, kind: str) -> None:
    """Walk down the queue with the arrow until a pair of that kind is chosen."""
    typist = Typist()
    page.table.setFocus()
    typist.press(Key.Key_Home, modifiers=CONTROL)
    for _ in page.queue.values:
        pair = page.pair()
        assert pair is not None
        if pair.kind == kind:
            return
        typist.press(Key.Key_Down)
    raise AssertionError(kind)


def states(page: DuplicatesPage) -> list[State]:
    pair = page.pair()
    assert pair is not None
    return [enrollment(side.uid).state for side in pair.claims]


def lines(page: DuplicatesPage) -> dict[str, tuple[str, str, bool]]:
    return {x.label: (x.first, x.second, x.differs) for x in page.lines.values}


def test_the_queue_lists_every_kind(page: DuplicatesPage) -> None:
    kinds = [pair.kind for pair in page.queue.values]
    assert sorted(set(kinds)) == ["R920", "R921", "SUSPECT"]
    assert f"待核 {len(kinds)}" in page.count.text()
    assert status().duplicates_open == len(kinds)


def test_two_records_stand_side_by_side(page: DuplicatesPage) -> None:
    go_to(page, "R920")
    assert lines(page)["村居"] == (ONE.name, TWO.name, True)
    assert lines(page)["参保日期"][2] is False
    why = page.ground.note.text()
    assert why == f"现在保留{ONE.name}的一份：区县已答复受理，不再变动"
    go_to(page, "SUSPECT")
    assert "核对后保留一份" in page.ground.note.text()
    numbers = [x for x in page.lines.values if "*" in x.first and x.differs]
    assert numbers, "the digits that differ can be compared"


def test_the_other_one_is_kept_and_it_is_taken_back(page: DuplicatesPage) -> None:
    go_to(page, "R920")
    typist = Typist()
    assert states(page) == ["ACCEPTED", "RETURNED"]
    number = page.pair()
    assert number is not None
    typist.press(Key.Key_2)
    assert typist.at is page.reason.line
    typist.composes("yiqian", "已迁到二村居住")
    typist.enter()
    settled = next(pair for pair in queue() if pair.id == number.id)
    assert not settled.open
    assert settled.reason == "已迁到二村居住"
    assert page.table.hasFocus()
    typist.press(Key.Key_Z, modifiers=CONTROL)
    again = next(pair for pair in queue() if pair.id == number.id)
    assert again.open
    go_to(page, "R920")
    assert states(page) == ["ACCEPTED", "RETURNED"]


def test_a_short_reason_is_refused_and_asked_again(page: DuplicatesPage) -> None:
    go_to(page, "R921")
    typist = Typist()
    typist.press(Key.Key_1)
    typist.composes("hao", "好")
    typist.enter()
    assert page.reason.isVisible()
    typist.press(Key.Key_Escape)
    assert page.reason.isHidden()
    assert "CONFLICT" in states(page)


def test_people_who_only_look_alike_are_both_kept(page: DuplicatesPage) -> None:
    go_to(page, "SUSPECT")
    before = len(page.queue.values)
    typist = Typist()
    typist.press(Key.Key_3)
    typist.composes("heshi", "核对过证件是两个人")
    typist.enter()
    assert len(page.queue.values) == before - 1
    typist.press(Key.Key_T, modifiers=CONTROL)
    settled = next(pair for pair in page.queue.values if not pair.open)
    assert settled.kind == "SUSPECT"
    assert len(settled.kept) == 2


def test_only_a_suspicion_can_keep_both(page: DuplicatesPage) -> None:
    go_to(page, "R920")
    Typist().press(Key.Key_3)
    assert page.reason.isHidden()


def test_a_township_reads_what_the_district_decides(
    country: Country, own_data_folder: Path, start: Start, qtbot: QtBot
) -> None:
    country.found(TOWNSHIP)
    country.round(TOWNSHIP.code)
    for station in (ONE, TWO):
        country.found(station)
        country.enroll(station.code, home(1, station.code))
    files = [country.export(code).file for code in (ONE.code, TWO.code)]
    country.take(CODE, *files)
    country.take(TOWNSHIP.code, country.answer()[TOWNSHIP.code].file)
    files = [country.export(code, from_seq=1).file for code in (ONE.code, TWO.code)]
    country.take(TOWNSHIP.code, *files)
    workspace, page = shown(country, TOWNSHIP.code, own_data_folder, start)
    go_to(page, "R920")
    assert lines(page)["村居"] == (ONE.code, TWO.code, True)
    typist = Typist()
    typist.press(Key.Key_1)
    assert page.reason.isHidden(), "the district decides"
    badge = workspace._rail._buttons["duplicates"]
    qtbot.waitUntil(lambda: badge.accessibleName() == "查重（1）")


def test_one_decision_settles_three_records_and_is_undone_by_one_key(
    country: Country, own_data_folder: Path, start: Start
) -> None:
    for station in (ONE, TWO, THREE):
        country.found(station)
        country.enroll(station.code, home(1, station.code))
        country.take(CODE, country.export(station.code).file)
    workspace, page = shown(country, CODE, own_data_folder, start)
    assert [kind_words(pair) for pair in page.queue.values] == ["重复参保（共3份）"] * 2
    typist = Typist()
    typist.press(Key.Key_2)
    typist.composes("yiqian", "已迁到二村居住")
    typist.enter()
    assert "同一人的其他几份" in workspace._notices.text
    assert page.empty.text() == NOTHING_OPEN
    typist.press(Key.Key_Z, modifiers=CONTROL)
    assert len(page.queue.values) == len(queue()) == 2
    assert all(pair.open for pair in queue())


def test_what_two_computers_changed_is_shown_side_by_side(
    country: Country,
    own_data_folder: Path,
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    country.found(ONE)
    change_twice(country, monkeypatch)
    _, page = shown(country, CODE, own_data_folder, start)
    go_to(page, "R924")
    assert lines(page)["户籍地址"][2]
    assert "站点" in page.ground.note.text()
    Typist().press(Key.Key_1)
    assert page.reason.isHidden(), "its own station settles it"


def test_nothing_to_settle_says_so(
    country: Country, own_data_folder: Path, start: Start
) -> None:
    page = shown(country, CODE, own_data_folder, start)[1]
    assert "没有重复参保" in page.empty.text()
