"""设置, the card of stations at a district: kits and withdrawals, by keyboard."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.connection import transaction
from db.queries import station_keys
from db.queries.station_keys import StationKey
from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.sealing.keys import token_name
from jisheng_desktop.services.kits import issue_kit, join_with_kit
from jisheng_desktop.services.library import close_library, office
from jisheng_desktop.services.practising import start_practice
from jisheng_desktop.services.register import registered_stations
from tests.ui.conftest import Start
from tests.ui.families import found
from tests.ui.typist import CONTROL, SHIFT, Key, Typist
from ui.cards.stations import StationsCard
from ui.pages.settings import SettingsPage
from ui.workspace import Workspace

STREET = NewStation("TOWNSHIP", "610103001000", "示范街道", "610103")
VILLAGE = NewStation("VILLAGE", "610103001009", "示范九村", STREET.code)


@pytest.fixture
def card(workspace: Workspace) -> StationsCard:
    workspace.show_page("settings")
    page = workspace.page("settings")
    assert isinstance(page, SettingsPage)
    assert page.stations is not None
    return page.stations


@pytest.fixture
def typist(card: StationsCard) -> Typist:
    return Typist()


def told(workspace: Workspace) -> str:
    return workspace._notices.text


def equip(
    card: StationsCard, typist: Typist, qtbot: QtBot, station: NewStation, file: Path
) -> str:
    """Make a kit with the keyboard alone; return its code."""
    typist.press(Key.Key_F7)
    assert typist.at is card.form.code
    typist.press(Key.Key_Tab, modifiers=SHIFT)
    typist.press(Key.Key_End if station.level == "TOWNSHIP" else Key.Key_Home)
    typist.press(Key.Key_Tab)
    typist.types(station.code)
    typist.press(Key.Key_Tab)
    typist.composes("zhandian", station.name)
    typist.press(Key.Key_Tab, Key.Key_Tab)
    typist.types(str(file))
    typist.enter()
    qtbot.waitUntil(card.slip.isVisible, timeout=30_000)
    return card.slip.code.text()


def test_a_kit_is_made_and_its_code_is_shown_once(
    card: StationsCard,
    typist: Typist,
    qtbot: QtBot,
    workspace: Workspace,
    tmp_path: Path,
) -> None:
    file = tmp_path / "street.jskit"
    code = equip(card, typist, qtbot, STREET, file)
    assert "写好" in told(workspace)
    qtbot.waitUntil(lambda: not card.slip.noted.visibleRegion().isEmpty())
    assert code not in told(workspace)
    assert [each.station for each in registered_stations()] == [STREET]
    qtbot.waitUntil(lambda: typist.at is card.slip.noted)
    typist.press(Key.Key_Space)
    assert not card.slip.isVisible()
    assert code not in card.slip.code.text() + card.slip.accessibleName()
    close_library()
    join_with_kit(tmp_path / "street", file, code, "")
    assert (office().code, office().level) == (STREET.code, STREET.level)


def test_the_office_above_is_proposed(
    card: StationsCard, typist: Typist, qtbot: QtBot, tmp_path: Path, quick_kits: None
) -> None:
    equip(card, typist, qtbot, STREET, tmp_path / "street.jskit")
    equip(card, typist, qtbot, VILLAGE, tmp_path / "village.jskit")
    known = {each.station.code: each.station for each in registered_stations()}
    assert known[VILLAGE.code] == VILLAGE
    assert card.model.rowCount() == 2
    assert VILLAGE.name in {village.name for village in office().villages}


def test_a_known_code_brings_its_name(card: StationsCard, typist: Typist) -> None:
    known = office().villages[0]
    typist.press(Key.Key_F7)
    typist.types(known.code)
    assert card.form.name.text() == known.name
    typist.press(Key.Key_Backspace)
    assert card.form.name.text() == ""
    card.form.name.setText("另一个名称")
    typist.types(known.code[-1])
    assert card.form.name.text() == "另一个名称"


def heard_of(station: NewStation) -> None:
    """Let a station have reported once, as far as its keys show it."""
    entry = station_keys.registered(station.code)
    assert entry is not None
    key = StationKey("ab" * 32, station.code, "age1x", token_name(entry.token), None)
    with transaction():
        station_keys.bind(key, "2026-01-15T09:00:00+08:00")


def state_shown(card: StationsCard) -> object:
    return card.model.data(card.model.index(0, 4))


def test_a_station_is_withdrawn_and_equipped_anew(
    card: StationsCard,
    typist: Typist,
    qtbot: QtBot,
    workspace: Workspace,
    tmp_path: Path,
    quick_kits: None,
) -> None:
    equip(card, typist, qtbot, STREET, tmp_path / "street.jskit")
    heard_of(STREET)
    card.refresh()
    assert state_shown(card) == "在用"
    card.table.setFocus()
    typist.press(Key.Key_Down)
    typist.press(Key.Key_Delete, modifiers=CONTROL)
    assert card.question.isVisible()
    typist.press(Key.Key_Tab, Key.Key_Space)
    assert state_shown(card) == "已停用"
    assert "停用" in told(workspace)
    typist.press(Key.Key_E, modifiers=CONTROL)
    typist.types(str(tmp_path / "again.jskit"))
    typist.enter()
    qtbot.waitUntil(card.slip.isVisible, timeout=30_000)
    assert state_shown(card) == "等待启用"
    assert (tmp_path / "again.jskit").exists()


@pytest.mark.parametrize("answer", [Key.Key_Space, Key.Key_Escape])
def test_the_careful_answer_withdraws_nothing(
    card: StationsCard,
    typist: Typist,
    qtbot: QtBot,
    tmp_path: Path,
    quick_kits: None,
    answer: Key,
) -> None:
    equip(card, typist, qtbot, STREET, tmp_path / "street.jskit")
    heard_of(STREET)
    card.refresh()
    card.table.setFocus()
    typist.press(Key.Key_Down)
    typist.press(Key.Key_Delete, modifiers=CONTROL)
    typist.press(answer)
    assert not card.question.isVisible()
    assert state_shown(card) == "在用"


def test_what_is_missing_is_said(
    card: StationsCard, typist: Typist, workspace: Workspace, qtbot: QtBot
) -> None:
    typist.press(Key.Key_F7)
    typist.enter()
    assert "站点代码不能为空" in told(workspace)
    assert typist.at is card.form.code
    typist.types("610103001077")
    card.form.issue.click()
    assert "站点名称不能为空" in told(workspace)
    assert typist.at is card.form.name
    typist.composes("dongjie", "东街社区")
    card.form.issue.click()
    assert "站点文件写到哪里" in told(workspace)
    assert typist.at is card.form.file.line
    assert registered_stations() == ()
    assert card.form.issue.isEnabled()


def test_the_command_is_found_by_its_words(
    card: StationsCard, typist: Typist, workspace: Workspace
) -> None:
    assert "制作站点文件" in [each.text() for each in workspace.actions_now()]
    typist.press(Key.Key_K, modifiers=CONTROL)
    typist.types("zzzdwj")
    typist.enter()
    assert typist.at is card.form.code


def test_a_station_that_is_no_district_has_no_such_card(
    own_data_folder: Path, start: Start, tmp_path: Path, quick_kits: None
) -> None:
    session = found(tmp_path / "district")
    kit = issue_kit(STREET, tmp_path / "street.jskit", session)
    close_library()
    join_with_kit(own_data_folder, tmp_path / "street.jskit", kit.code, "")
    close_library()
    workspace = start().workspace
    assert workspace is not None
    workspace.show_page("settings")
    page = workspace.page("settings")
    assert isinstance(page, SettingsPage)
    assert page.stations is None
    assert "制作站点文件" not in [each.text() for each in workspace.actions_now()]


def test_practice_equips_nobody(own_data_folder: Path, start: Start) -> None:
    start_practice(own_data_folder)
    close_library()
    workspace = start().workspace
    assert workspace is not None
    workspace.show_page("settings")
    page = workspace.page("settings")
    assert isinstance(page, SettingsPage)
    assert page.stations is None
