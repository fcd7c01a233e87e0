"""The first start, by keyboard only."""

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from jisheng_desktop.paths import library_file
from jisheng_desktop.services.backups import back_up
from jisheng_desktop.services.library import close_library, office
from tests.ui.conftest import Start
from tests.ui.families import found
from ui.pages.first_start import FirstStartPage
from ui.pages.sign_in import SignInPage
from ui.pages.trouble import TroublePage
from ui.theme import Look, TextSize
from ui.workspace import Workspace


def first_start(program: object) -> FirstStartPage:
    page = program.window.screen_shown  # type: ignore[attr-defined]
    assert isinstance(page, FirstStartPage)
    return page


def type_into_focus(qtbot: QtBot, *words: str) -> None:
    """Type each word where the focus is, going on with Tab."""
    for position, word in enumerate(words):
        if position:
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        qtbot.keyClicks(QApplication.focusWidget(), word)


def name_office(
    page: FirstStartPage, code: str = "610103", name: str = "碑林区"
) -> None:
    page.district.code.setText(code)
    page.district.office_name.setText(name)
    page.district.again.setFocus()


def test_a_district_is_founded_by_keyboard(start: Start, qtbot: QtBot) -> None:
    program = start()
    page = first_start(program)
    qtbot.keyClick(page, Qt.Key.Key_F2)
    type_into_focus(qtbot, "610103", "Beilin")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    type_into_focus(qtbot, "Li", "secret", "secret")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert isinstance(program.window.screen_shown, Workspace)
    assert (office().code, office().name) == ("610103", "Beilin")
    assert len(office().schemes) == 1


def test_enter_goes_on_to_the_next_empty_line(start: Start, qtbot: QtBot) -> None:
    page = first_start(start())
    qtbot.keyClick(page, Qt.Key.Key_F2)
    for line in (page.district.code, page.district.office_name, page.district.name):
        assert QApplication.focusWidget() is line
        qtbot.keyClicks(line, "610103")
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.district.password
    assert not page.notice.text


def test_nothing_overlaps_in_the_largest_text(start: Start, qtbot: QtBot) -> None:
    program = start()
    program.theme.use(Look.LIGHT, TextSize.HUGE)
    program.window.resize(1024, 600)
    page = first_start(program)
    qtbot.keyClick(page, Qt.Key.Key_F2)
    qtbot.keyClick(page.district.code, Qt.Key.Key_Return)
    assert page.notice.text
    QTest.qWait(50)
    for line in page.district.findChildren(QLineEdit):
        assert line.height() >= line.sizeHint().height()
    assert page.district.height() >= page.district.minimumSizeHint().height()


def test_passwords_that_differ_are_refused_inline(start: Start, qtbot: QtBot) -> None:
    page = first_start(start())
    qtbot.keyClick(page, Qt.Key.Key_F2)
    name_office(page)
    page.district.schemes[0][0].setChecked(True)
    page.district.password.setText("one")
    page.district.again.setText("two")
    qtbot.keyClick(page.district.again, Qt.Key.Key_Return)
    assert "两次输入的密码不一样" in page.notice.text


def test_a_district_needs_a_scheme(start: Start, qtbot: QtBot) -> None:
    page = first_start(start())
    qtbot.keyClick(page, Qt.Key.Key_F2)
    name_office(page)
    qtbot.keyClick(page.district.again, Qt.Key.Key_Return)
    assert "至少选择一个保险方案" in page.notice.text


@pytest.mark.parametrize(
    ("code", "name", "fault"),
    [("", "", "区县代码不能为空"), ("6101/03", "", "6101/03"), ("610103", "", "名称")],
)
def test_the_sentence_names_the_line_at_fault(
    start: Start, qtbot: QtBot, code: str, name: str, fault: str
) -> None:
    page = first_start(start())
    qtbot.keyClick(page, Qt.Key.Key_F2)
    name_office(page, code, name)
    qtbot.keyClick(page.district.again, Qt.Key.Key_Return)
    assert fault in page.notice.text


def test_a_missing_kit_is_named(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    page = first_start(start())
    qtbot.keyClick(page, Qt.Key.Key_F1)
    qtbot.keyClick(page.kit.code, Qt.Key.Key_Return)
    assert "站点文件" in page.notice.text
    page.kit.file.path = tmp_path / "none.kit"
    page.kit.code.setText("ABCD")
    qtbot.keyClick(page.kit.code, Qt.Key.Key_Return)
    assert page.notice.text


def test_a_wrong_code_is_typed_over_and_the_refusal_goes(
    start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    page = first_start(start())
    qtbot.keyClick(page, Qt.Key.Key_F1)
    file = tmp_path / "a.jskit"
    file.write_bytes(b"no kit")
    page.kit.file.path = file
    page.kit.code.setText("ABCD")
    page.kit.name.setText("王")
    page.kit.password.setText("secret")
    page.kit.again.setText("secret")
    page.kit.again.setFocus()
    qtbot.keyClick(page.kit.again, Qt.Key.Key_Return)
    assert page.notice.isVisible()
    assert page.kit.code.hasFocus()
    assert page.kit.code.selectedText() == "ABCD"
    qtbot.keyClicks(page.kit.code, "X")
    assert page.notice.isHidden()
    page.kit.again.setText("secrex")
    qtbot.keyClick(page.kit.code, Qt.Key.Key_Return)
    assert page.kit.again.hasFocus()
    assert page.notice.isVisible()


def test_practice_begins_with_one_key_and_shows_its_colour(
    start: Start, qtbot: QtBot, own_data_folder: Path
) -> None:
    program = start()
    qtbot.keyClick(first_start(program), Qt.Key.Key_F3)
    assert program.workspace is not None
    assert program.workspace.desk.office.practice
    assert program.workspace.desk.folder == own_data_folder / "practice"
    stripe = [
        w for w in program.workspace.children() if w.property("part") == "practice"
    ]
    assert len(stripe) == 1
    assert program.window.windowTitle().startswith("【演练】")
    assert program.workspace.desk.file_name("承保清单", ".xlsx").startswith("演练-")


def test_practice_and_an_office_of_its_code_keep_their_schemes_apart(
    start: Start, qtbot: QtBot
) -> None:
    program = start()
    qtbot.keyClick(first_start(program), Qt.Key.Key_F3)
    assert program.workspace is not None
    practice = program.workspace.desk
    at_first = practice.scheme
    other = next(each for each in practice.office.schemes if each != at_first)
    practice.choose_scheme(other.id, other.years[0].policy_year)
    assert practice.scheme == other
    office_there = msgspec.structs.replace(practice.office, practice=False)
    assert msgspec.structs.replace(practice, office=office_there).scheme == at_first


def test_practice_is_left_for_the_first_start(start: Start, qtbot: QtBot) -> None:
    program = start()
    qtbot.keyClick(first_start(program), Qt.Key.Key_F3)
    workspace = program.workspace
    assert workspace is not None
    workspace.show_page("settings")
    workspace.page("settings").practice.go.click()  # type: ignore[attr-defined]
    assert isinstance(program.window.screen_shown, FirstStartPage)
    assert "演练" not in program.window.windowTitle()


def test_a_second_window_says_that_the_first_is_open(
    start: Start, own_data_folder: Path
) -> None:
    start()
    # A second process is tried in tests/db; here the screen it would show.
    program = start()
    program._show_trouble("另一个窗口正在使用这个站点的数据，请先关闭它")
    assert isinstance(program.window.screen_shown, TroublePage)


def backup_of(folder: Path, file: Path) -> None:
    """Write a backup of a station founded in `folder`."""
    session = found(folder, "right")
    back_up(file, session)
    close_library()


def restore_with(qtbot: QtBot, file: Path, password: str) -> None:
    """Type a file and its password into the form that has the focus."""
    type_into_focus(qtbot, str(file))
    for _ in range(2):  # past the button that browses
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), password)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def test_a_damaged_library_is_replaced_by_its_backup(
    start: Start, qtbot: QtBot, own_data_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "b.jsbak"
    backup_of(own_data_folder, file)
    library_file(own_data_folder).write_bytes(b"damaged" * 1000)
    program = start()
    page = program.window.screen_shown
    assert isinstance(page, TroublePage)
    qtbot.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    restore_with(qtbot, file, "wrong")
    qtbot.waitUntil(
        lambda: (
            isinstance(program.window.screen_shown, TroublePage)
            and bool(program.window.screen_shown.notice.text)
        )
    )
    again = program.window.screen_shown
    qtbot.keyClick(again, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    restore_with(qtbot, file, "right")
    qtbot.waitUntil(lambda: isinstance(program.window.screen_shown, SignInPage))


def test_a_new_computer_takes_up_a_backup(
    start: Start, qtbot: QtBot, own_data_folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "b.jsbak"
    backup_of(tmp_path / "old computer", file)
    program = start()
    page = first_start(program)
    qtbot.keyClick(page, Qt.Key.Key_F4)
    restore_with(qtbot, file, "right")
    qtbot.waitUntil(lambda: isinstance(program.window.screen_shown, SignInPage))


def test_a_password_is_asked_and_a_wrong_one_refused(
    start: Start, qtbot: QtBot, own_data_folder: Path
) -> None:
    found(own_data_folder, "right")
    close_library()
    program = start()
    page = program.window.screen_shown
    assert isinstance(page, SignInPage)
    qtbot.keyClicks(page.password, "wrong")
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    assert page.notice.text
    assert page.password.text() == ""
    qtbot.keyClicks(page.password, "right")
    qtbot.keyClick(page.password, Qt.Key.Key_Return)
    assert isinstance(program.window.screen_shown, Workspace)
