"""收包 by keyboard: what arrived, what is wrong with it, and the answers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jisheng_desktop.domain.refusals import too_new
from jisheng_desktop.sealing import container
from jisheng_desktop.services.overview import status
from tests.exchange import ONE, TOWNSHIP, TWO, Country, home
from tests.households import CODE
from tests.ui.conftest import Start, desk_at
from tests.ui.country import FIVE, FOUR, THREE, settle_in
from tests.ui.typist import CONTROL, SHIFT, Key, Typist
from ui.models.board import CONCERN, LAST, LEADING, NAME, UNANSWERED
from ui.pages.intake import IntakePage
from ui.workspace import Workspace


@pytest.fixture
def country(empty_country: Country) -> Country:
    return empty_country


def shown(workspace: Workspace) -> IntakePage:
    """Go to 收包 by its key."""
    Typist().press(Key.Key_1, modifiers=CONTROL | SHIFT)
    page = workspace.page("intake")
    assert isinstance(page, IntakePage)
    assert page.isVisible()
    return page


def told(workspace: Workspace) -> str:
    return workspace._notices.text


def row_of(page: IntakePage, name: str) -> int:
    return [line.name for line in page.model.values].index(name)


def cell(page: IntakePage, name: str, column: int) -> str:
    index = page.model.index(row_of(page, name), column)
    return str(page.model.data(index))


def panel_at(page: IntakePage, name: str, column: int) -> str:
    page.table.setCurrentIndex(page.model.index(row_of(page, name), column))
    return page.panel.accessibleName()


@pytest.fixture
def season(
    country: Country,
    own_data_folder: Path,
    start: Start,
    monkeypatch: pytest.MonkeyPatch,
) -> IntakePage:
    settle_in(country, monkeypatch)
    return shown(desk_at(country, CODE, own_data_folder, start))


def test_the_board_tells_what_stands_where(season: IntakePage) -> None:
    told = {line.name: cell(season, line.name, CONCERN) for line in season.model.values}
    assert told == {
        TOWNSHIP.name: "等待启用",
        ONE.name: "正常",
        TWO.name: "有文件没收",
        THREE.name: "两台电脑",
        FOUR.name: "正常",
        FIVE.name: "等待启用",
    }
    assert cell(season, ONE.name, LAST) == "第3包 今天"
    assert cell(season, TWO.name, LAST) == "第1包 16天前"
    assert "2包" in cell(season, ONE.name, UNANSWERED)
    this_week = len(LEADING) + len(season.model.weeks) - 1
    assert cell(season, FOUR.name, this_week) == "第1包 2户"
    assert cell(season, TWO.name, this_week) == "1个没收"
    assert "本周已上报 2" in season.summary.text()
    assert "来源不明的文件（Ctrl+U） 1" in season.summary.text()


def test_the_panel_says_why_and_what_to_do(season: IntakePage) -> None:
    assert "重新导出" in panel_at(season, TWO.name, NAME)
    assert "哪一台继续使用" in panel_at(season, THREE.name, NAME)
    this_week = len(LEADING) + len(season.model.weeks) - 1
    said = panel_at(season, ONE.name, this_week)
    assert "第3包" in said
    assert "第1包：" not in said, "only what came in that week"
    Typist().press(Key.Key_U, modifiers=CONTROL)
    assert "报表.jsb" in season.panel.accessibleName()


def test_the_keys_walk_through_the_board(season: IntakePage) -> None:
    season.table.setFocus()
    Typist().press(Key.Key_Home, modifiers=CONTROL)
    Typist().press(Key.Key_Down)
    assert ONE.name in season.panel.accessibleName()
    Typist().press(Key.Key_T, modifiers=CONTROL)
    names = {line.name for line in season.model.values}
    assert names == {each.name for each in (TOWNSHIP, ONE, TWO, THREE, FOUR, FIVE)}
    Typist().press(Key.Key_T, modifiers=CONTROL)


def test_files_are_taken_in_and_answered_by_keys(
    country: Country, own_data_folder: Path, start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    country.found(ONE)
    country.enroll(ONE.code, home(1), home(2))
    country.export(ONE.code)
    workspace = desk_at(country, CODE, own_data_folder, start)
    page = shown(workspace)
    assert page.summary.text() == "站点 1　要处理 1"
    page.choose_folder = lambda: country.sticks
    Typist().press(Key.Key_F8)
    qtbot.waitUntil(lambda: "收下2条记录" in told(workspace))
    qtbot.waitUntil(lambda: cell(page, ONE.name, LAST) == "第1包 今天")
    assert status().enrollments["ACCEPTED"] == 2
    assert cell(page, ONE.name, UNANSWERED) == "1包、2条结果"
    answers = tmp_path / "answers"
    page.medium.path = answers
    Typist().press(Key.Key_F7)
    qtbot.waitUntil(lambda: cell(page, ONE.name, UNANSWERED) == "")
    assert len(list(answers.glob(f"{ONE.code}-*.jsb"))) == 1
    code = panel_at(page, ONE.name, NAME).split("电话核对\n")[1].split("\n")[0]
    assert len(code.replace(" ", "")) == 10


def test_enter_in_the_line_of_the_folder_takes_in(
    country: Country, own_data_folder: Path, start: Start, qtbot: QtBot
) -> None:
    country.found(ONE)
    country.enroll(ONE.code, home(1))
    country.export(ONE.code)
    workspace = desk_at(country, CODE, own_data_folder, start)
    page = shown(workspace)
    page.source.path = country.sticks
    page.source.setFocus()
    Typist().enter()
    qtbot.waitUntil(lambda: "收下1条记录" in told(workspace))


def test_only_the_chosen_station_is_answered(
    season: IntakePage, qtbot: QtBot, tmp_path: Path
) -> None:
    season.medium.path = tmp_path / "answers"
    season.table.setFocus()
    season.table.setCurrentIndex(season.model.index(row_of(season, FOUR.name), NAME))
    Typist().press(Key.Key_F6)
    qtbot.waitUntil(lambda: cell(season, FOUR.name, UNANSWERED) == "")
    (file,) = (tmp_path / "answers").iterdir()
    assert file.name.startswith(FOUR.code)
    assert cell(season, ONE.name, UNANSWERED) != ""


def test_what_was_refused_is_taken_in_after_the_upgrade(
    country: Country,
    own_data_folder: Path,
    start: Start,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def older(_content: bytes) -> container.Parcel:
        raise too_new(2)

    country.found(ONE)
    country.enroll(ONE.code, home(1))
    file = country.export(ONE.code).file
    with monkeypatch.context() as before:
        before.setattr(container, "open_container", older)
        (refused,) = country.take(CODE, file)
    assert refused.code == "E905"
    workspace = desk_at(country, CODE, own_data_folder, start)
    page = shown(workspace)
    assert "升级" in page.panel.accessibleName()
    Typist().press(Key.Key_F9)
    qtbot.waitUntil(lambda: cell(page, ONE.name, LAST) == "第1包 今天")
    assert cell(page, ONE.name, CONCERN) == "正常"
    assert not page._take_again.isVisible()


def test_dropped_files_are_taken_in(
    country: Country, own_data_folder: Path, start: Start, qtbot: QtBot
) -> None:
    country.found(ONE)
    country.enroll(ONE.code, home(1))
    file = country.export(ONE.code).file
    page = shown(desk_at(country, CODE, own_data_folder, start))
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(file)])
    at, copy = QPoint(300, 300), Qt.DropAction.CopyAction
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(at, copy, dropped, left, plain))
    drop = QDropEvent(at.toPointF(), copy, dropped, left, plain)
    QApplication.sendEvent(page, drop)
    qtbot.waitUntil(lambda: cell(page, ONE.name, LAST) == "第1包 今天")


def test_a_township_sees_what_goes_on_in_both_directions(
    country: Country, own_data_folder: Path, start: Start, qtbot: QtBot
) -> None:
    for station in (ONE, TOWNSHIP):
        country.found(station)
    country.enroll(ONE.code, home(1))
    country.take(TOWNSHIP.code, country.export(ONE.code).file)
    country.take(CODE, country.export(TOWNSHIP.code).file)
    answers = [Path(each.file) for each in country.answer().values()]
    country.take(TOWNSHIP.code, answers[0])
    country.enroll(ONE.code, home(2))
    country.take(TOWNSHIP.code, country.export(ONE.code).file)
    page = shown(desk_at(country, TOWNSHIP.code, own_data_folder, start))
    assert "待转交区县的文件" in page.summary.text()
    assert "答复待带回" in cell(page, ONE.name, UNANSWERED)
    assert "待转交\n" in panel_at(page, ONE.name, NAME)
    this_week = page.model.columnCount() - 1
    assert cell(page, ONE.name, this_week).endswith("个文件")


def test_cancelling_keeps_what_was_taken_in(
    country: Country, own_data_folder: Path, start: Start, qtbot: QtBot
) -> None:
    country.found(ONE)
    for n in range(4):
        country.enroll(ONE.code, home(n))
        country.export(ONE.code)
    workspace = desk_at(country, CODE, own_data_folder, start)
    page = shown(workspace)
    page.source.path = country.sticks
    workspace.desk.runner.started.connect(
        lambda task: task.progressed.connect(
            lambda done, _: task.cancel() if done else None
        )
    )
    Typist().press(Key.Key_F8)
    qtbot.waitUntil(lambda: not workspace.desk.runner.is_busy, timeout=20_000)
    qtbot.waitUntil(lambda: cell(page, ONE.name, LAST) != "还没有")
