"""设置 and 首页: every card does what it says, in the real library."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from jisheng_desktop.services.enrolling import save_draft
from jisheng_desktop.services.founding import found_district
from jisheng_desktop.services.library import close_library, office
from jisheng_desktop.services.operators import operators, sign_in
from jisheng_desktop.services.overview import status
from tests.builders import CASES
from tests.ui.conftest import Start
from tests.ui.families import family, fill, found
from ui.notices import Notice
from ui.operations.backups import back_up_daily
from ui.pages.home import HomePage
from ui.pages.settings import SettingsPage
from ui.pages.sign_in import SignInPage
from ui.program import Program
from ui.theme import Look, TextSize
from ui.widgets.words import Strip
from ui.workspace import Workspace


@pytest.fixture
def page(workspace: Workspace) -> SettingsPage:
    workspace.show_page("settings")
    page = workspace.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def give_password(page: SettingsPage, password: str, old: str = "") -> None:
    card = page.operators
    card.old.setText(old)
    card.new.setText(password)
    card.again.setText(password)
    card._change()


def said(page: QWidget) -> str:
    workspace = page.window().findChild(Workspace)
    assert isinstance(workspace, Workspace)
    return workspace._notices.text


def test_appearance_takes_effect_at_once(
    page: SettingsPage, workspace: Workspace
) -> None:
    page.appearance._sizes._buttons[TextSize.HUGE].click()
    page.appearance._looks._buttons[Look.DARK].click()
    assert (workspace.desk.theme.size, workspace.desk.theme.look) == (
        TextSize.HUGE,
        Look.DARK,
    )
    page.appearance._sizes._buttons[TextSize.STANDARD].click()
    page.appearance._looks._buttons[Look.LIGHT].click()
    page.appearance.lock.setCurrentIndex(1)
    assert workspace.desk.settings.lock_minutes == 5


def test_a_password_is_set_and_a_colleague_added(page: SettingsPage) -> None:
    give_password(page, "first")
    assert "密码已更换" in said(page)
    page.operators.name.setText("王会计")
    page.operators.password.setText("second")
    page.operators._add()
    assert [operator.name for operator in operators()] == ["李专员", "王会计"]
    assert sign_in("王会计", "second").operator.name == "王会计"


def test_two_different_passwords_are_refused(page: SettingsPage) -> None:
    page.operators.new.setText("one")
    page.operators.again.setText("two")
    page.operators._change()
    assert "不一样" in said(page)
    assert not operators()[0].protected


def test_a_village_and_its_target_are_kept(page: SettingsPage, qtbot: QtBot) -> None:
    card = page.villages
    card.code.setText("610103009009")
    card.name.setText("新建社区")
    card.target.setText("12")
    qtbot.keyClick(card.target, Qt.Key.Key_Return)
    assert ("新建社区", 12) in {(v.name, v.target) for v in office().villages}
    target = card._list.findChildren(QLineEdit)[0]
    target.setText("77")
    qtbot.keyClick(target, Qt.Key.Key_Return)
    assert office().villages[0].target == 77


def test_a_target_that_is_no_number_is_named(page: SettingsPage) -> None:
    page.villages.code.setText("610103009009")
    page.villages.name.setText("新建社区")
    page.villages.target.setText("很多")
    page.villages._add()
    assert "很多" in said(page)


def test_schemes_are_read_in_words_and_added(page: SettingsPage) -> None:
    assert "谁可以参保" in page.schemes.text.toPlainText()
    page.schemes.file.path = CASES / "hongta-2026.scheme.toml"
    page.schemes._add()
    assert len(office().schemes) == 2
    assert page.schemes.scheme.count() == 2


def test_a_file_that_is_no_scheme_is_refused(
    page: SettingsPage, tmp_path: Path
) -> None:
    for file in (None, tmp_path / "none.toml"):
        page.schemes.file.path = file
        page.schemes._add()
        assert "文件" in said(page)
    assert len(office().schemes) == 1


def test_the_scheme_in_use_can_be_changed(
    page: SettingsPage, workspace: Workspace
) -> None:
    page.schemes.file.path = CASES / "hongta-2026.scheme.toml"
    page.schemes._add()
    menu = workspace._scheme_menu()
    assert menu is not None
    menu.actions()[-1].trigger()
    assert workspace.desk.scheme.id in workspace._header._scheme.text() or (
        workspace.desk.scheme.name in workspace._header._scheme.text()
    )


def test_a_backup_needs_a_password_first(page: SettingsPage) -> None:
    assert not page.backups.now.isEnabled()
    assert page.backups._needs_password.isVisible()
    give_password(page, "secret")
    assert page.backups.now.isEnabled()


def backed_up(page: SettingsPage, qtbot: QtBot, folder: Path) -> Path:
    give_password(page, "secret")
    page.backups.folder.path = folder
    page.backups.folder.changed.emit()
    page.backups.now.click()
    qtbot.waitUntil(lambda: "备份已写好" in said(page), timeout=20_000)
    # The daily backup, a moment after the start, may have written one of its own.
    return next(folder.glob("*.jsbak"))


def test_a_backup_is_written_and_proved(
    page: SettingsPage, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    fill(workspace.desk.session, 2)
    file = backed_up(page, qtbot, tmp_path)
    assert status().last_backup is not None
    page.backups.file.path = file
    page.backups.password.setText("secret")
    page.backups.check.click()
    qtbot.waitUntil(page.backups.restore.isVisible, timeout=20_000)
    assert "备份完好" in page.backups.result.text.text()
    page.backups.password.setText("other")
    page.backups.password.textEdited.emit("other")
    assert not page.backups.restore.isVisible()


def test_a_backup_is_proved_by_keys_alone(
    page: SettingsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.backups.file.path = backed_up(page, qtbot, tmp_path)
    page.begin("backups")
    page.backups.file.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "secret")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(page.backups.restore.isVisible, timeout=20_000)


def test_a_wrong_password_for_a_backup_is_said(
    page: SettingsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.backups.file.path = backed_up(page, qtbot, tmp_path)
    page.backups.password.setText("wrong")
    page.backups.check.click()
    qtbot.waitUntil(lambda: "密码" in said(page), timeout=20_000)
    assert not page.backups.restore.isVisible()


def test_a_backup_comes_back(
    program: Program, qtbot: QtBot, page: SettingsPage, tmp_path: Path
) -> None:
    assert program.workspace is not None
    fill(program.workspace.desk.session, 2)
    before = status().households
    page.backups.file.path = backed_up(page, qtbot, tmp_path)
    save_draft(family(40), operator=program.workspace.desk.operator)
    page.backups.password.setText("secret")
    page.backups.check.click()
    qtbot.waitUntil(page.backups.restore.isVisible, timeout=20_000)
    page.backups.restore.click()

    def asks_who() -> bool:
        return isinstance(program.window.screen_shown, SignInPage)

    qtbot.waitUntil(asks_who, timeout=20_000)
    assert status().households == before


def test_every_day_has_its_backup(
    program: Program, qtbot: QtBot, page: SettingsPage, tmp_path: Path
) -> None:
    assert program.workspace is not None
    desk = program.workspace.desk
    assert back_up_daily(desk) is None
    give_password(page, "secret")
    desk.settings.backup_folder = tmp_path
    task = back_up_daily(desk)
    assert task is not None
    with qtbot.waitSignal(task.done, timeout=20_000):
        pass
    assert len(list(tmp_path.glob("*.jsbak"))) == 1


# -- 首页 ---------------------------------------------------------------------


def home(workspace: Workspace, qtbot: QtBot) -> HomePage:
    page = workspace.page("home")
    assert isinstance(page, HomePage)
    qtbot.waitUntil(lambda: bool(page.findChildren(Strip)))
    return page


def test_the_first_page_leads_to_what_waits(
    start: Start, own_data_folder: Path, qtbot: QtBot
) -> None:
    fill(found(own_data_folder), 3)
    close_library()
    workspace = start().workspace
    assert workspace is not None
    page = home(workspace, qtbot)
    texts = {strip.text.text(): strip for strip in page.findChildren(Strip)}
    assert "还没有做过备份" in texts
    draft = next(strip for text, strip in texts.items() if "3 人" in text)
    draft.setFocus()
    qtbot.keyClick(draft, Qt.Key.Key_Return)
    assert workspace.page("entry").isVisible()


def test_the_first_page_leads_to_the_settings(
    workspace: Workspace, qtbot: QtBot
) -> None:
    strip = home(workspace, qtbot).findChildren(Strip)[0]
    assert strip.text.text() == "还没有做过备份"
    qtbot.keyClick(strip, Qt.Key.Key_Space)
    page = workspace.page("settings")
    assert isinstance(page, SettingsPage)
    assert page.isVisible()
    assert QApplication.focusWidget() is page.backups.folder.line


def test_enter_goes_on_through_a_new_village(page: SettingsPage, qtbot: QtBot) -> None:
    page.begin("villages")
    for word in ("610103003001", "Dongguan", "12"):
        here = QApplication.focusWidget()
        qtbot.keyClicks(here, word)
        qtbot.keyClick(here, Qt.Key.Key_Return)
    assert ("610103003001", "Dongguan", 12) in [
        (each.code, each.name, each.target) for each in office().villages
    ]
    assert QApplication.focusWidget() is page.villages.code


@pytest.mark.parametrize("again", [False, True])
def test_tab_visits_the_targets_before_the_line_for_one_more(
    page: SettingsPage, again: bool
) -> None:
    card = page.villages
    if again:
        card.refresh()
    targets: list[QWidget] = [*card._list.findChildren(QLineEdit)]
    walked: list[QWidget] = []
    here: QWidget | None = targets[0]
    while here is not None and here is not card.code:
        walked += [here] if here.focusPolicy() & Qt.FocusPolicy.TabFocus else []
        here = here.nextInFocusChain()
    assert walked == targets


def test_a_station_without_villages_is_led_to_where_they_are_written(
    own_data_folder: Path, start: Start
) -> None:
    texts = [(CASES / "xian-2025.scheme.toml").read_text("utf-8")]
    found_district(own_data_folder, "610103", "碑林区示范站", texts, "")
    close_library()
    workspace = start().workspace
    assert workspace is not None
    posted: list[Notice] = []
    workspace.desk.notices.posted.connect(posted.append)
    workspace.show_page("entry")
    assert "村居" in posted[-1].text
    assert posted[-1].run is not None
    posted[-1].run()
    assert workspace.book.shown == "settings"
