"""家庭 at the district: a household is moved to another station by keyboard."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.queries import moves
from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.services.kits import issue_kit
from jisheng_desktop.services.records import find_record
from tests.ui.families import fill
from tests.ui.typist import CONTROL, Key, Typist
from ui.pages.households import HouseholdsPage
from ui.workspace import Workspace

VILLAGE = NewStation("VILLAGE", "610103001009", "示范九村", "610103")


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> HouseholdsPage:
    (done, *_) = fill(workspace.desk.session, 2)
    workspace.show_page("households")
    page = workspace.page("households")
    assert isinstance(page, HouseholdsPage)
    page.table.setFocus()
    qtbot.waitUntil(lambda: not page._settle.isActive())  # the first of the list
    page.show_record(done.uid)
    return page


def test_without_stations_nobody_is_asked(
    page: HouseholdsPage, workspace: Workspace
) -> None:
    Typist().press(Key.Key_M, modifiers=CONTROL)
    assert not page.moving.isVisible()
    assert "没有在用的站点" in workspace._notices.text


def test_a_household_is_moved(
    page: HouseholdsPage,
    workspace: Workspace,
    tmp_path: Path,
    quick_kits: None,
) -> None:
    issue_kit(VILLAGE, tmp_path / "kit.jskit", workspace.desk.session)
    assert page._record is not None
    record = find_record(page._record.uid)
    typist = Typist()
    typist.press(Key.Key_M, modifiers=CONTROL)
    assert typist.at is page.moving.station
    typist.press(Key.Key_Tab)
    typist.types("short")
    typist.press(Key.Key_Escape)
    assert not page.moving.isVisible()
    assert moves.everything() == ()
    typist.press(Key.Key_M, modifiers=CONTROL)
    typist.press(Key.Key_Tab)
    typist.types("moved house")
    typist.enter()
    assert not page.moving.isVisible()
    assert "已移交" in workspace._notices.text
    assert moves.owner_of(record.household_uid) == VILLAGE.code
