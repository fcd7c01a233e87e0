"""续保: last year's households reviewed, ticked and confirmed, by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.households import list_households, rows
from jisheng_desktop.services.library import close_library
from tests.ui.conftest import Start
from tests.ui.families import family, found
from tests.ui.years import renewable
from tests.years import open_year
from ui.pages.entry import EntryPage
from ui.pages.renewal import RenewalPage
from ui.tasks import Task
from ui.workspace import Workspace

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
FAMILIES = 4


@pytest.fixture
def workspace(own_data_folder: Path, start: Start) -> Workspace:
    """A station with households of 2026 and a scheme that goes on to 2027."""
    session = found(own_data_folder)
    for each in renewable(FAMILIES):
        enroll(each, operator=session.operator, reason="已核对")
    open_year()
    close_library()
    workspace = start().workspace
    assert workspace is not None
    return workspace


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> RenewalPage:
    workspace.show_page("renewal")
    page = workspace.page("renewal")
    assert isinstance(page, RenewalPage)
    settle(page, qtbot)
    return page


def settle(page: RenewalPage, qtbot: QtBot) -> None:
    """Wait until nothing runs any more."""
    qtbot.waitUntil(lambda: not page._desk.runner.is_busy and page._fresh)


def confirmed_of_2027() -> int:
    found = rows(list_households())
    return sum(r.policy_year == 2027 and r.state == "CONFIRMED" for r in found)


def said(page: RenewalPage) -> str:
    return " ".join(each.text() for each in page.side.pair.findChildren(QLabel))


def tick_agreement(page: RenewalPage, qtbot: QtBot, *, signed: bool = True) -> None:
    """Ask for what was agreed, go through the ticks by keyboard, and give a reason."""
    qtbot.keyClick(page.table, Qt.Key.Key_F9)
    for name, tick in page.side.agreement.ticks.items():
        assert tick.hasFocus()
        if signed or name != "signed":
            qtbot.keyClick(tick, Qt.Key.Key_Space)
        qtbot.keyClick(tick, Qt.Key.Key_Tab)
    page.side.agreement.reason.setText("逐户核对过")


def test_households_are_grouped_with_counts(page: RenewalPage, qtbot: QtBot) -> None:
    assert page.model.rowCount() == FAMILIES
    qtbot.keyClick(page, Qt.Key.Key_4, ALT)
    assert page.groups.now == "ineligible"
    assert page.model.rowCount() == 1
    qtbot.keyClick(page, Qt.Key.Key_1, ALT)
    assert page.model.rowCount() == FAMILIES
    QAbstractItemModelTester(page.model)


def test_panel_shows_both_years_and_the_reason(page: RenewalPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page, Qt.Key.Key_4, ALT)
    assert "2026年度" in said(page)
    assert "2027年度" in said(page)
    assert "不再参保" in said(page)


def test_nobody_is_confirmed_without_a_tick(
    page: RenewalPage, workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_F9)
    assert not workspace.desk.runner.is_busy
    assert not confirmed_of_2027()


def test_ticked_households_are_confirmed_together(
    page: RenewalPage, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    assert len(page.model.ticked) == FAMILIES - 1, "who cannot go on has no tick"
    tick_agreement(page, qtbot)
    qtbot.keyClick(page.table, Qt.Key.Key_F9)
    settle(page, qtbot)
    assert confirmed_of_2027() == FAMILIES - 1
    assert not page.model.ticked
    assert not any(t.isChecked() for t in page.side.agreement.ticks.values())
    qtbot.keyClick(page, Qt.Key.Key_5, ALT)
    assert page.model.rowCount() == FAMILIES - 1


def test_space_ticks_one_and_takes_the_tick_away(
    page: RenewalPage, qtbot: QtBot
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_2, ALT)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert len(page.model.ticked) == 1
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert not page.model.ticked


def test_an_unsigned_household_is_refused_and_says_so(
    page: RenewalPage, qtbot: QtBot
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_2, ALT)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    tick_agreement(page, qtbot, signed=False)
    qtbot.keyClick(page.table, Qt.Key.Key_F9)
    settle(page, qtbot)
    assert not confirmed_of_2027()
    assert "签字" in said(page)
    assert page.model.ticked, "still ticked, to try again"


def test_escape_leads_back_to_the_households(page: RenewalPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(page.table, Qt.Key.Key_F9)
    assert page.side.agreement.isVisible()
    qtbot.keyClick(page.side.agreement, Qt.Key.Key_Escape)
    assert page.side.pair.isVisible()
    assert page.table.hasFocus()
    assert not confirmed_of_2027()


def test_one_is_opened_in_the_entry_page(
    page: RenewalPage, workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_E, CTRL)
    assert workspace.book.shown == "entry"
    entry = workspace.page("entry")
    assert isinstance(entry, EntryPage)
    assert page.selected() is not None


def test_a_search_narrows_the_list(page: RenewalPage, qtbot: QtBot) -> None:
    name = page.model.values[-1].names[-1]
    page.search.setText(name)
    assert page.model.rowCount() == 1
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.table.hasFocus()


def test_what_is_saved_meanwhile_is_looked_at_too(
    page: RenewalPage, workspace: Workspace, qtbot: QtBot
) -> None:
    page.refresh()
    enroll(family(60), operator=workspace.desk.operator, reason="已核对")
    workspace.desk.changes.announce("somebody")
    settle(page, qtbot)
    assert page.model.rowCount() == FAMILIES + 1


def test_looking_can_be_stopped_and_begun_again(
    page: RenewalPage, workspace: Workspace, qtbot: QtBot
) -> None:
    tasks: list[Task] = []
    workspace.desk.runner.started.connect(tasks.append)
    workspace.desk.runner.started.connect(lambda task: task.cancel())
    qtbot.keyClick(page, Qt.Key.Key_F5)
    with qtbot.waitSignal(tasks[0].cancelled):
        pass
    settle(page, qtbot)
    assert len(tasks) == 1, "not begun again by itself"
    assert page._look.isEnabled()


def test_without_a_year_before_the_page_says_what_is_missing(
    own_data_folder: Path, start: Start
) -> None:
    found(own_data_folder)
    close_library()
    workspace = start().workspace
    assert workspace is not None
    workspace.show_page("renewal")
    page = workspace.page("renewal")
    assert isinstance(page, RenewalPage)
    assert page.empty.isVisible()
    assert "Alt+S" in page.empty.text()
