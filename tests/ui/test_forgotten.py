"""忘记密码 at the sign-in page, and the district's answer, by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from jisheng_desktop.services.forgotten import answer_request, reset_request
from jisheng_desktop.services.kits import issue_kit, join_with_kit
from jisheng_desktop.services.library import close_library, open_library
from jisheng_desktop.services.operators import Session, sign_in
from jisheng_desktop.services.recovery import recovery_sheet
from tests.exchange import ONE
from tests.ui.conftest import Start
from tests.ui.families import found
from tests.ui.typist import CONTROL, Key, Typist
from ui.cards.keys import KeysCard
from ui.pages.forgotten import ForgottenPage
from ui.pages.settings import SettingsPage
from ui.pages.sign_in import SignInPage
from ui.program import Program
from ui.workspace import Workspace

OLD, NEW = "old-password", "new-password"


@pytest.fixture(autouse=True)
def closed(quick_kits: None) -> Iterator[None]:
    yield
    close_library()


@pytest.fixture
def station(own_data_folder: Path, tmp_path: Path) -> Path:
    """Set up a village with a password in the program's folder; return its district."""
    district = tmp_path / "district"
    session = found(district)
    kit = issue_kit(ONE, tmp_path / "one.jskit", session)
    close_library()
    join_with_kit(own_data_folder, tmp_path / "one.jskit", kit.code, OLD)
    close_library()
    return district


def helping(program: Program) -> ForgottenPage:
    screen = program.window.screen_shown
    assert isinstance(screen, SignInPage)
    Typist().press(Key.Key_F6)
    page = program.window.screen_shown
    assert isinstance(page, ForgottenPage)
    return page


def type_password(page: ForgottenPage, code: str) -> None:
    typist = Typist()
    assert typist.at is page.code
    typist.types(code)
    for _ in range(2):
        typist.press(Key.Key_Tab)
        typist.types(NEW)
    typist.enter()


def district_code(program: Program, district: Path, request: str) -> str:
    close_library()
    open_library(district)
    code = answer_request(request, sign_in(None, "")).code
    close_library()
    open_library(program.folder)
    return code


def test_a_code_of_the_district_lets_in(station: Path, start: Start) -> None:
    program = start()
    page = helping(program)
    Typist().press(Key.Key_F3)
    request = QGuiApplication.clipboard().text()
    assert request == reset_request()
    type_password(page, district_code(program, station, request))
    assert isinstance(program.window.screen_shown, Workspace)
    assert sign_in(None, NEW).operator.protected


def test_the_recovery_sheet_lets_in(station: Path, start: Start) -> None:
    program = start()
    lines = recovery_sheet(sign_in(None, OLD))
    type_password(helping(program), " ".join(lines))
    assert isinstance(program.window.screen_shown, Workspace)


def test_a_wrong_code_is_told_and_escape_goes_back(station: Path, start: Start) -> None:
    program = start()
    page = helping(program)
    type_password(page, "AAAA-BBBB-CCCC")
    assert "一次性代码" in page.notice.text
    Typist().press(Key.Key_Escape)
    assert isinstance(program.window.screen_shown, SignInPage)


@pytest.fixture
def settings(workspace: Workspace) -> SettingsPage:
    workspace.show_page("settings")
    page = workspace.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def test_the_district_answers_and_the_code_goes_with_the_lock(
    settings: SettingsPage, workspace: Workspace, tmp_path: Path
) -> None:
    card = settings.stations
    assert card is not None
    kit = issue_kit(ONE, tmp_path / "one.jskit", workspace.desk.session)
    here = workspace.desk.folder
    close_library()
    join_with_kit(tmp_path / "village", tmp_path / "one.jskit", kit.code, "")
    file = tmp_path / "request.txt"
    file.write_text(reset_request())
    close_library()
    open_library(here)
    card.refresh()
    card.table.setFocus()
    typist = Typist()
    typist.press(Key.Key_R, modifiers=CONTROL)
    assert typist.at is card.request.field.line
    typist.types(str(file))
    typist.enter()
    assert card.answer.isVisible()
    assert len(card.answer.code.text()) == len("ABCD-EFGH-JKMN")
    workspace.desk.changes.locked.emit()
    assert not card.answer.isVisible()
    assert card.answer.code.text() == ""


def test_keys_are_changed_at_the_desk(
    settings: SettingsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    card: KeysCard = settings.keys
    before: Session = workspace.desk.session
    card.password.setFocus()
    typist = Typist()
    assert typist.at is card.password
    typist.enter()
    assert card.question.isVisible()
    typist.press(Key.Key_Tab, Key.Key_Space)
    assert workspace.desk.session.secret != before.secret
    assert "密钥已更换" in workspace._notices.text
