"""家庭: the list, the panel, correcting and voiding, by keyboard."""

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from jisheng_desktop.services.enrolling import Enrolled, save_draft
from jisheng_desktop.services.households import enrollment
from tests.ui.families import family, fill
from ui.models.households import WINDOW, WINDOWS_KEPT, HouseholdTable
from ui.operations.station import set_village
from ui.pages.households import HouseholdsPage
from ui.theme import Look, TextSize
from ui.widgets.buttons import KeyButton
from ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier
FAMILIES = 12


@pytest.fixture
def done(workspace: Workspace) -> list[Enrolled]:
    return fill(workspace.desk.session, FAMILIES)


@pytest.fixture
def page(workspace: Workspace, done: list[Enrolled]) -> HouseholdsPage:
    workspace.show_page("households")
    page = workspace.page("households")
    assert isinstance(page, HouseholdsPage)
    return page


def shown(page: HouseholdsPage) -> list[str]:
    rows = range(page.model.rowCount())
    return [page.model.index(row, 0).data() for row in rows]


def test_everything_is_listed_newest_first(page: HouseholdsPage) -> None:
    assert page.model.rowCount() == FAMILIES + 2
    assert page.filters.count.text() == "14 户"


@pytest.mark.parametrize("text", ["13800000004", "cq"])
def test_search_answers_at_each_key(
    page: HouseholdsPage, qtbot: QtBot, text: str
) -> None:
    qtbot.keyClicks(page.filters.search, text)
    assert 0 < page.model.rowCount() < FAMILIES


def test_the_tail_of_a_number_finds_its_household(
    page: HouseholdsPage, done: list[Enrolled], qtbot: QtBot
) -> None:
    member = enrollment(done[3].uid).document.members[0]
    qtbot.keyClicks(page.filters.search, (member.id_no or "")[-6:])
    assert member.name in shown(page)
    assert page.model.rowCount() < FAMILIES


def test_nothing_found_says_how_to_go_on(page: HouseholdsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.filters.search, "zzzzzz")
    assert page.empty.isVisible()
    assert "Esc" in page.empty.text()
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Escape)
    assert page.model.rowCount() == FAMILIES + 2


def test_filters_narrow_by_state_village_and_category(page: HouseholdsPage) -> None:
    page.show_only("DRAFT")
    assert page.model.rowCount() == 2
    page.show_only("VOID")
    assert page.model.rowCount() == 1
    page.filters.clear()
    page.filters.village.setCurrentIndex(1)
    assert 0 < page.model.rowCount() < FAMILIES
    page.filters.clear()
    page.filters.category.setCurrentIndex(1)
    assert page.model.rowCount() == FAMILIES


def test_what_was_added_today_can_be_filtered_by(
    workspace: Workspace, qtbot: QtBot
) -> None:
    page = workspace.page("households")
    assert isinstance(page, HouseholdsPage)
    fill(workspace.desk.session, 2)
    set_village(workspace.desk, "610103009009", "新建社区", "")
    workspace.show_page("households")
    offered = [page.filters.village.itemText(n) for n in range(5)]
    assert "新建社区" in offered
    assert page.filters.category.count() == 2


def test_the_search_has_room_at_every_text_size(
    workspace: Workspace, page: HouseholdsPage
) -> None:
    workspace.window().resize(1366, 768)
    for size in TextSize:
        workspace.desk.theme.use(Look.LIGHT, size)
        workspace.window().grab()
        search = page.filters.search
        eighteen = search.fontMetrics().horizontalAdvance("610103198503120018")
        assert search.width() > 1.5 * eighteen


@pytest.mark.parametrize("size", TextSize)
def test_every_button_shows_its_whole_key(
    workspace: Workspace, page: HouseholdsPage, done: list[Enrolled], size: TextSize
) -> None:
    workspace.desk.theme.use(Look.LIGHT, size)
    workspace.window().resize(1366, 768)
    page.show_record(done[0].enroll_no)
    workspace.window().grab()
    buttons = [each for each in page.findChildren(KeyButton) if each.isVisible()]
    assert len(buttons) == 5
    for button in buttons:
        assert button.width() >= button.sizeHint().width()


def test_a_click_on_a_heading_sorts(page: HouseholdsPage) -> None:
    page._sort(0)
    names = shown(page)
    page._sort([c.title for c in page.model.columns].index("登记日期"))
    assert sorted(names) == sorted(shown(page))


def test_arrows_move_through_households(page: HouseholdsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page._record is not None)


def test_correcting_opens_the_entry_page(
    workspace: Workspace, page: HouseholdsPage, done: list[Enrolled], qtbot: QtBot
) -> None:
    page.show_record(done[0].enroll_no)
    qtbot.keyClick(page.table, Qt.Key.Key_E, CTRL)
    assert workspace.page("entry").isVisible()


def test_a_draft_is_taken_up_again(
    workspace: Workspace, page: HouseholdsPage, qtbot: QtBot
) -> None:
    page.show_only("DRAFT")
    page.table.selectRow(0)
    qtbot.waitUntil(lambda: page._record is not None)
    qtbot.keyClick(page.table, Qt.Key.Key_E, CTRL)
    assert workspace.page("entry").isVisible()


def test_voiding_asks_the_reason_inline(
    page: HouseholdsPage, done: list[Enrolled], qtbot: QtBot
) -> None:
    page.show_record(done[0].enroll_no)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete, CTRL)
    assert page.reason.line.hasFocus()
    page.reason.line.setText("重复登记了")
    qtbot.keyClick(page.reason.line, Qt.Key.Key_Return)
    assert enrollment(done[0].enroll_no).state == "VOID"
    assert not page.reason.isVisible()


def test_whoever_voids_stays_where_he_was(
    page: HouseholdsPage, done: list[Enrolled], qtbot: QtBot
) -> None:
    page.table.setFocus()
    page.table.selectRow(5)
    qtbot.waitUntil(lambda: page._record is not None)
    assert page._record is not None
    uid = page._record.uid
    qtbot.keyClick(page.table, Qt.Key.Key_Delete, CTRL)
    page.reason.line.setText("重复登记了")
    qtbot.keyClick(page.reason.line, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    qtbot.wait(300)
    assert page.table.currentIndex().row() == 5
    assert (page._record.uid, page._record.state) == (uid, "VOID")


def test_voiding_without_a_reason_is_refused(
    workspace: Workspace, page: HouseholdsPage, done: list[Enrolled], qtbot: QtBot
) -> None:
    page.show_record(done[0].enroll_no)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete, CTRL)
    qtbot.keyClick(page.reason.line, Qt.Key.Key_Return)
    assert enrollment(done[0].enroll_no).state == "CONFIRMED"
    assert "原因" in workspace._notices.text
    qtbot.keyClick(page.reason.line, Qt.Key.Key_Escape)
    assert not page.reason.isVisible()


def test_a_draft_can_be_thrown_away(page: HouseholdsPage, qtbot: QtBot) -> None:
    page.show_only("DRAFT")
    page.table.selectRow(0)
    qtbot.waitUntil(lambda: page._record is not None)
    refused: list[str] = []
    page._desk.errors.refused.connect(refused.append)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete, CTRL)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert not refused


def test_a_draft_thrown_away_is_brought_back(
    page: HouseholdsPage, qtbot: QtBot
) -> None:
    page.show_only("DRAFT")
    page.table.selectRow(0)
    qtbot.waitUntil(lambda: page._record is not None)
    assert page._record is not None
    document = page._record.document
    qtbot.keyClick(page.table, Qt.Key.Key_Delete, CTRL)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    qtbot.keyClick(page.table, Qt.Key.Key_Z, CTRL)
    assert page.model.rowCount() == 2
    assert page._record is not None
    assert page._record.document == document
    assert not page._restore.isEnabled()


def test_the_panel_tells_who_when_and_what(
    page: HouseholdsPage, done: list[Enrolled]
) -> None:
    page.show_record(done[-1].enroll_no)
    said = " ".join(label.text() for label in page.panel.findChildren(QLabel))
    for words in ("作废", "家长要求退保", "确认参保", "李专员", "125.00", "今天"):
        assert words in said
    assert "********" in said


def test_an_unknown_number_is_named(workspace: Workspace, page: HouseholdsPage) -> None:
    page.show_record("no-such-number")
    assert workspace._notices.text


def test_the_model_keeps_qts_rules(page: HouseholdsPage) -> None:
    QAbstractItemModelTester(
        page.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    page._list()


def test_only_the_windows_looked_at_are_in_memory(page: HouseholdsPage) -> None:
    asked: list[int] = []

    def fetch(ids: object) -> tuple[()]:
        asked.append(len(ids))  # type: ignore[arg-type]
        return ()

    model = HouseholdTable(fetch, str, page._brush)
    model.show(range(WINDOW * 40))
    for row in range(0, WINDOW * 40, WINDOW):
        model.row_at(row)
    assert asked == [WINDOW] * 40
    assert len(model._windows) == WINDOWS_KEPT
    assert model.row_at(-1) is None


@pytest.mark.parametrize("size", [TextSize.STANDARD, TextSize.HUGE])
def test_the_list_never_scrolls_sideways(
    workspace: Workspace, page: HouseholdsPage, qtbot: QtBot, size: TextSize
) -> None:
    """At 1366×768 the columns that the panel repeats give way."""
    workspace.desk.theme.use(Look.LIGHT, size)
    workspace.window().resize(1366, 768)
    bar = page.table.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    assert not page.table.isColumnHidden(0)


def test_a_wide_window_shows_every_column_at_once(workspace: Workspace) -> None:
    """The list learns of its room when it is first shown, not at the next change."""
    workspace.window().resize(1920, 1080)
    workspace.show_page("households")
    page = workspace.page("households")
    assert isinstance(page, HouseholdsPage)
    columns = range(len(page.model.columns))
    assert not any(page.table.isColumnHidden(column) for column in columns)


def test_the_buttons_of_a_household_leave_no_gap(
    page: HouseholdsPage, done: list[Enrolled], qtbot: QtBot
) -> None:
    """The main one stands across; the others stand two in a row below it."""
    page.show_record(done[3].uid)
    first, *others = (b for b in page.findChildren(KeyButton) if b.isVisibleTo(page))
    qtbot.waitUntil(lambda: others[0].y() > first.y())
    assert first.width() > 2 * others[0].width()
    rows = [button.y() for button in others]
    assert all(rows.count(row) == 2 for row in set(rows[:-1]))


def test_a_draft_without_a_name_is_called_so(
    workspace: Workspace, page: HouseholdsPage
) -> None:
    nobody = msgspec.structs.replace(family(50), members=())
    save_draft(nobody, operator=workspace.desk.operator)
    page.refresh()
    assert "（未填姓名）" in shown(page)
