"""The desk: pages, finder, notices, text size, the lock, the status bar."""

import msgspec
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.library import close_library
from jisheng_desktop.services.operators import change_password
from jisheng_desktop.services.overview import Equipped, status
from jisheng_desktop.services.statistics import statistics
from tests.ui.conftest import Start, bury
from tests.ui.families import family, fill, found
from ui.desk import Desk
from ui.models import standing
from ui.models.standing import Fact
from ui.notices import Notice
from ui.operations.finding import find_commands
from ui.pages.entry import EntryPage
from ui.pages.settings import SettingsPage
from ui.pages.sign_in import SignInPage
from ui.places import Place, places_at
from ui.program import Program
from ui.theme import TextSize
from ui.when import today
from ui.widgets.buttons import KeyButton
from ui.widgets.status_bar import StatusBar
from ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier


def facts(workspace: Workspace) -> str:
    bar = workspace.findChild(StatusBar)
    assert isinstance(bar, StatusBar)
    return "　".join(label.text() for label in bar.children() if hasattr(label, "text"))


PLACES_HERE = places_at("DISTRICT")
NAMES_HERE = [place.name for place in PLACES_HERE]


@pytest.mark.parametrize("place", PLACES_HERE, ids=NAMES_HERE)
def test_each_page_has_a_key(workspace: Workspace, qtbot: QtBot, place: Place) -> None:
    qtbot.keySequence(workspace, QKeySequence(place.keys))
    assert [n for n in NAMES_HERE if workspace.page(n).isVisible()] == [place.name]


def test_a_refusal_goes_when_it_is_mended_or_left_behind(workspace: Workspace) -> None:
    """What is no refusal stays while the form is filled in."""
    notices = workspace.desk.notices
    workspace.show_page("entry")
    notices.say("证件号码不能为空", "bad")
    page = workspace.page("entry")
    assert isinstance(page, EntryPage)
    page.sheet.edit("household.contact_phone", "1")
    assert workspace._notices.text == ""
    notices.say("退回原因：照片不清", "warn")
    page.sheet.edit("household.contact_phone", "13")
    assert workspace._notices.text == "退回原因：照片不清"
    notices.say("没有这个文件", "bad")
    workspace.show_page("households")
    assert workspace._notices.text == ""


def test_a_village_sees_no_page_of_the_district() -> None:
    village = places_at("VILLAGE")
    assert set(village) <= set(PLACES_HERE)
    assert not {"intake", "duplicates", "budget"} & {place.name for place in village}


@pytest.mark.parametrize("level", ["VILLAGE", "TOWNSHIP", "DISTRICT"])
def test_keys_of_pages_follow_their_order(level: str) -> None:
    keys = [place.keys for place in places_at(level)]
    plain = [each for each in keys if "Shift" not in each]
    shifted = [each for each in keys if "Shift" in each]
    assert (plain, shifted) == (sorted(plain), sorted(shifted))


def test_ctrl_n_begins_a_household_from_anywhere(
    workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.keyClick(workspace, Qt.Key.Key_N, CTRL)
    assert workspace.page("entry").isVisible()


def test_return_on_the_first_page_begins_a_household(
    workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), KeyButton))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert workspace.page("entry").isVisible()


def test_every_command_has_keys_words_and_a_place_in_the_menu(
    workspace: Workspace,
) -> None:
    workspace._fill_menu()
    listed = workspace._menu.actions()
    for name in NAMES_HERE:
        workspace.show_page(name)
        for act in workspace.actions_now():
            assert act.text(), name
            assert not act.shortcut().isEmpty(), act.text()
    assert {a for a in workspace._commands if a.isVisible()} <= set(listed)


def test_no_two_commands_share_a_key_on_any_page(workspace: Workspace) -> None:
    for name in NAMES_HERE:
        workspace.show_page(name)
        keys = [
            a.shortcut().toString() for a in workspace.actions_now() if a.isVisible()
        ]
        assert len(keys) == len(set(keys)), name


def test_ctrl_k_finds_a_person_and_opens_the_household(
    workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    done = enroll(family(3), operator=desk.operator)
    qtbot.keyClick(workspace, Qt.Key.Key_K, CTRL)
    line = workspace.finder.line
    assert line.hasFocus()
    qtbot.keyClicks(line, "13800000003")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert workspace.page("households").isVisible()
    assert workspace.page("households")._record.uid == done.uid  # type: ignore[attr-defined]
    assert not workspace.finder.isVisible()


def test_ctrl_k_finds_a_command_by_its_initials(
    workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.keyClick(workspace, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(workspace.finder.line, "wzfd")
    qtbot.keyClick(workspace.finder.line, Qt.Key.Key_Return)
    assert workspace.desk.theme.size is TextSize.LARGE


def test_escape_puts_the_finder_away_and_gives_the_focus_back(
    workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.show_page("households")
    before = QApplication.focusWidget()
    qtbot.keyClick(workspace, Qt.Key.Key_K, CTRL)
    qtbot.keyClick(workspace.finder.line, Qt.Key.Key_Escape)
    assert not workspace.finder.isVisible()
    assert QApplication.focusWidget() is before


def test_a_station_begins_with_the_scheme_of_its_area(two_schemes: Workspace) -> None:
    assert two_schemes.desk.scheme.id == "xian-2025"


@pytest.mark.qt_log_ignore("This plugin does not support")  # menus, without a screen
def test_the_scheme_is_changed_by_keyboard(
    two_schemes: Workspace, qtbot: QtBot
) -> None:
    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert menu is not None
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)

    QTimer.singleShot(0, choose)
    qtbot.keyClick(two_schemes, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert two_schemes.desk.scheme.id == "hongta-2026"


def test_the_status_bar_follows_what_is_saved(
    workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: "今天已登记 0 户" in facts(workspace))
    desk.changes.announce(enroll(family(1), operator=desk.operator))
    qtbot.waitUntil(lambda: "今天已登记 1 户" in facts(workspace))
    assert "待核重复 0" in facts(workspace)


def test_the_status_bar_says_what_each_level_watches(workspace: Workspace) -> None:
    now = status()
    village = msgspec.structs.replace(now.station, level="VILLAGE")
    at_village = standing.facts(
        msgspec.structs.replace(now, station=village, unsent=2), today()
    )
    assert Fact("未送达 2 户", "warn") in at_village
    assert "上次上报 还没有" in [fact.text for fact in at_village]
    gap = Equipped("610103001001", "示范一村", 3, (2,))
    at_district = standing.facts(
        msgspec.structs.replace(now, stations=(gap,), duplicates_open=4), today()
    )
    assert {Fact("缺包站点 1", "warn"), Fact("待核重复 4", "warn")} <= set(at_district)
    assert not [fact for fact in at_district if "上报" in fact.text]


def test_the_rail_counts_drafts(
    start: Start, own_data_folder: object, qtbot: QtBot
) -> None:
    fill(found(own_data_folder), 2)  # type: ignore[arg-type]
    close_library()
    workspace = start().workspace
    assert workspace is not None
    badge = workspace._rail._buttons["entry"]._badge
    qtbot.waitUntil(lambda: badge.text() == "2")


def test_a_notice_offers_one_thing_to_do(workspace: Workspace, qtbot: QtBot) -> None:
    done: list[str] = []
    workspace.desk.notices.post(
        Notice("有一句话", "warn", "打开", lambda: done.append("打开"))
    )
    bar = workspace._notices
    assert bar.text == "有一句话"
    bar._act.click()
    assert done == ["打开"]
    assert not bar.isVisible()


def test_text_size_changes_at_once_and_is_kept(
    workspace: Workspace, desk: Desk, qtbot: QtBot
) -> None:
    before = QApplication.font().pixelSize()
    qtbot.keyClick(workspace, Qt.Key.Key_Plus, CTRL)
    assert QApplication.font().pixelSize() > before
    assert desk.settings.text_size is TextSize.LARGE
    for _ in range(3):
        qtbot.keyClick(workspace, Qt.Key.Key_Minus, CTRL)
    assert desk.theme.size is TextSize.STANDARD


def test_the_desk_locks_and_comes_back_as_it_was(
    start: Start, own_data_folder: object, qtbot: QtBot
) -> None:
    session = found(own_data_folder)  # type: ignore[arg-type]
    change_password(session, "", "secret")
    close_library()
    program = start()
    sign_in(program, qtbot, "secret")
    workspace = program.workspace
    assert workspace is not None
    workspace.show_page("households")
    qtbot.keyClick(workspace, Qt.Key.Key_L, CTRL)
    assert shown_kind(program) == "SignInPage"
    sign_in(program, qtbot, "secret")
    assert shown_kind(program) == "Workspace"
    assert program.workspace is workspace
    assert workspace.page("households").isVisible()


def test_an_idle_desk_locks_itself(
    start: Start, own_data_folder: object, qtbot: QtBot
) -> None:
    session = found(own_data_folder)  # type: ignore[arg-type]
    change_password(session, "", "secret")
    close_library()
    program = start()
    sign_in(program, qtbot, "secret")
    program.window._idle.start(1)
    qtbot.waitUntil(lambda: shown_kind(program) == "SignInPage")
    sign_in(program, qtbot, "secret")


def test_without_a_password_nothing_locks(program: Program, qtbot: QtBot) -> None:
    workspace = program.workspace
    assert workspace is not None
    qtbot.keyClick(workspace, Qt.Key.Key_L, CTRL)
    assert program.window.screen_shown is workspace


def test_every_button_and_field_has_an_accessible_name(workspace: Workspace) -> None:
    for name in NAMES_HERE:
        workspace.show_page(name)
    nameless = [
        widget
        for widget in workspace.findChildren(QWidget)
        if is_control(widget) and not (widget.accessibleName() or said(widget))
    ]
    assert not nameless


def test_the_keys_shown_are_the_keys_that_work(workspace: Workspace) -> None:
    for act in workspace.actions_now():
        assert act.shortcut() == QKeySequence(act.shortcut().toString()), act.text()


def shown_kind(program: Program) -> str:
    return type(program.window.screen_shown).__name__


def is_control(widget: QWidget) -> bool:
    names = {"QLineEdit", "QPushButton", "QToolButton", "QComboBox", "QCheckBox"}
    inside_a_line = isinstance(widget.parent(), QLineEdit)
    return type(widget).__name__ in names and not inside_a_line


def said(widget: object) -> str:
    return str(widget.text()) if hasattr(widget, "text") else ""


def sign_in(program: Program, qtbot: QtBot, password: str) -> None:
    page = program.window.screen_shown
    assert isinstance(page, SignInPage)
    page.password.setText(password)
    qtbot.keyClick(page.password, Qt.Key.Key_Return)


def test_what_a_page_asked_for_tells_nobody_when_it_is_gone(
    program: Program, qapp: QApplication, qtbot: QtBot
) -> None:
    workspace = program.workspace
    assert workspace is not None
    for name in ("statistics", "rosters", "budget"):
        workspace.show_page(name)
    assert program.runner.is_busy
    program._change_library(practice=True)
    bury(qapp)
    qtbot.wait(100)
    assert not program.runner.is_busy


def test_backups_are_one_key_away_and_found_by_initials(
    workspace: Workspace, qtbot: QtBot
) -> None:
    assert len(find_commands("bfhhf", workspace.actions_now())) == 1
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(workspace, Qt.Key.Key_S, both)
    assert workspace.book.shown == "settings"
    settings = workspace.page("settings")
    assert isinstance(settings, SettingsPage)
    assert settings.backups.isAncestorOf(settings.focusWidget())


def test_the_first_page_counts_what_the_figures_count(
    two_schemes: Workspace, qtbot: QtBot
) -> None:
    fill(two_schemes.desk.session, 14)
    two_schemes.desk.changes.announce("many")
    for scheme, year in (("xian-2025", 2026), ("xian-2025", 2027)):
        two_schemes.desk.choose_scheme(scheme, year)
        two_schemes.show_page("home")
        two_schemes.desk.standing.refresh()
        households = statistics(scheme, year).whole.households
        assert f"{households:,}" in shown_figures(two_schemes.page("home"))
        assert households == (13 if year == 2026 else 0)


def shown_figures(page: QWidget) -> list[str]:
    labels = page.findChildren(QLabel)
    return [each.text() for each in labels if each.property("part") == "figure"]
