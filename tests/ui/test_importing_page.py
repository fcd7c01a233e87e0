"""导入: a sheet looked at, its columns named by hand, tried, and taken in, by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from jisheng_desktop.services.households import list_households
from jisheng_desktop.services.subsidy_rosters import coverage, roster_scheme
from jisheng_desktop.spreadsheets.reading import read_workbook
from tests.entitled import listed_persons
from tests.rosters import TITLES, add_sheet, family_rows, write
from ui.notices import Notice
from ui.pages.importing import ImportingPage
from ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier
FOREIGN = ("户号", "谁", "号", "与户主关系", "找他打", "户籍地址", "光荣证编号")
BY_HAND = {"谁": "name", "号": "id_no", "找他打": "contact_phone"}


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> ImportingPage:
    return opened(workspace, qtbot)


def opened(workspace: Workspace, qtbot: QtBot) -> ImportingPage:
    """Come to the page from wherever one is."""
    qtbot.keyClick(workspace, Qt.Key.Key_I, CTRL)
    page = workspace.page("importing")
    assert isinstance(page, ImportingPage)
    assert page.isVisible()
    return page


def roster(file: Path, families: range, titles: tuple[str, ...] = TITLES) -> Path:
    return write(file, [titles, *(row for n in families for row in family_rows(n))])


def choose(page: ImportingPage, file: Path, qtbot: QtBot) -> None:
    """Type a path and leave the line."""
    page.file.line.setText(str(file))
    qtbot.keyClick(page.file.line, Qt.Key.Key_Return)
    settle(page, qtbot)


def settle(page: ImportingPage, qtbot: QtBot) -> None:
    """Wait until nothing is being read any more."""
    qtbot.waitUntil(
        lambda: not page._settle.isActive() and not page._desk.runner.is_busy
    )


def figures(page: ImportingPage) -> dict[str, str]:
    return dict(text.split(" ") for text in page.sums.texts())


def problems(page: ImportingPage) -> list[list[str]]:
    model = page.view.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def name_column(page: ImportingPage, title: str, field: str, qtbot: QtBot) -> None:
    """Choose a column's meaning as the keyboard does: down to it, Enter."""
    box = page.grid.boxes[title]
    box.setFocus()
    box.setCurrentIndex(box.findData(field))
    box.activated.emit(box.currentIndex())
    settle(page, qtbot)


def test_a_sheet_is_tried_before_anything_is_stored(
    page: ImportingPage, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(page, roster(tmp_path / "a.xlsx", range(3)), qtbot)
    assert figures(page)["新增"] == "3"
    assert figures(page)["不能导入"] == "0"
    assert "第1行" in page.header.text()
    assert not list_households()
    assert page._store.isEnabled()


def test_columns_are_shown_with_what_they_are_read_as(
    page: ImportingPage, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(page, roster(tmp_path / "a.xlsx", range(1)), qtbot)
    assert tuple(page.grid.boxes) == TITLES
    assert page.grid.boxes["身份证号码"].currentText() == "证件号码"
    qtbot.keyClick(page, Qt.Key.Key_G, CTRL)
    assert page.grid.boxes[TITLES[0]].hasFocus()


def test_the_list_is_taken_in_with_one_key(
    page: ImportingPage, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(page, roster(tmp_path / "a.xlsx", range(3)), qtbot)
    qtbot.keyClick(page, Qt.Key.Key_F9)
    settle(page, qtbot)
    assert len(list_households()) == 3
    assert not page._store.isEnabled(), "it was stored"
    qtbot.keyClick(page, Qt.Key.Key_F5)
    settle(page, qtbot)
    assert figures(page)["没有变化"] == "3"


def test_a_stopped_import_says_so_and_goes_on_from_there(
    page: ImportingPage, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(page, roster(tmp_path / "a.xlsx", range(3)), qtbot)
    posted: list[Notice] = []
    workspace.desk.notices.posted.connect(posted.append)
    stop = workspace.desk.runner.started.connect(lambda task: task.cancel())
    qtbot.keyClick(page, Qt.Key.Key_F9)
    settle(page, qtbot)
    workspace.desk.runner.started.disconnect(stop)
    assert "再导入同一个文件" in posted[-1].text
    assert not list_households()
    qtbot.keyClick(page, Qt.Key.Key_F5)
    settle(page, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_F9)
    settle(page, qtbot)
    assert len(list_households()) == 3


def test_faulty_rows_are_named_and_marked_in_the_users_own_sheet(
    page: ImportingPage, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = [*family_rows(0), *family_rows(1, 身份证号码="5.30402E+17")]
    choose(page, write(tmp_path / "a.xlsx", [TITLES, *rows]), qtbot)
    assert figures(page)["不能导入"] == "1"
    (found,) = [row for row in problems(page) if row[1].startswith("C")]
    assert found[0] == "5"
    assert page.view.notes.text() == found[3], "told in full below the table"
    page.choose_target = lambda name: tmp_path / name
    qtbot.keyClick(page, Qt.Key.Key_F7)
    settle(page, qtbot)
    (sheet,) = read_workbook(tmp_path / "a-问题.xlsx")
    assert "问题" in sheet.rows[0]
    assert not list_households()


def test_columns_named_by_hand_are_remembered(
    page: ImportingPage, qtbot: QtBot, tmp_path: Path
) -> None:
    choose(page, roster(tmp_path / "a.xlsx", range(2), FOREIGN), qtbot)
    for title, field in BY_HAND.items():
        name_column(page, title, field, qtbot)
    assert figures(page)["新增"] == "2"
    qtbot.keyClick(page, Qt.Key.Key_F9)
    settle(page, qtbot)
    choose(page, roster(tmp_path / "b.xlsx", range(2, 5), FOREIGN), qtbot)
    assert "按上次改过的栏目读" in page.header.text()
    assert figures(page)["新增"] == "3"


def test_one_correction_more_keeps_those_remembered(
    page: ImportingPage, qtbot: QtBot, tmp_path: Path
) -> None:
    test_columns_named_by_hand_are_remembered(page, qtbot, tmp_path)
    name_column(page, "光荣证编号", "", qtbot)
    assert page.grid.boxes["谁"].currentData() == "name"
    assert figures(page)["新增"] == "3"


def test_only_one_of_several_sheets(
    page: ImportingPage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = roster(tmp_path / "a.xlsx", range(2))
    add_sheet(file, "二村", [TITLES, *family_rows(7)])
    choose(page, file, qtbot)
    assert figures(page)["户"] == "3"
    page.sheet.setCurrentText("二村")
    qtbot.keyClick(page.only, Qt.Key.Key_Space)
    settle(page, qtbot)
    assert figures(page)["户"] == "1"


def test_a_file_that_is_no_sheet_is_refused_with_a_sentence(
    page: ImportingPage, workspace: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_text("不是表格")
    with qtbot.waitSignal(workspace.desk.errors.refused):
        choose(page, file, qtbot)
    assert not page._store.isEnabled()
    assert not page.grid.boxes


def test_a_file_is_dropped_on_the_page(
    page: ImportingPage, qtbot: QtBot, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(roster(tmp_path / "a.xlsx", range(1)))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(drop)
    settle(page, qtbot)
    assert figures(page)["新增"] == "1"


def test_the_list_of_the_entitled_is_tried_and_taken_in(
    two_schemes: Workspace, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(two_schemes, qtbot)
    page.kind.setCurrentIndex(page.kind.findData("entitled"))
    choose(page, listed_persons(tmp_path, 3), qtbot)
    assert figures(page)["可用"] == "3"
    assert not coverage(roster_scheme(None), 2026).missing, "only tried"
    qtbot.keyClick(page, Qt.Key.Key_F9)
    settle(page, qtbot)
    assert len(coverage(roster_scheme(None), 2026).missing) == 3
    titles = [page.view.sheet.itemText(n) for n in range(page.view.sheet.count())]
    assert any(title.startswith("应保未保（3") for title in titles)
    assert any(title.startswith("应退") for title in titles)
    page.choose_target = lambda name: tmp_path / name
    qtbot.keyClick(page.view, Qt.Key.Key_S, CTRL)
    settle(page, qtbot)
    (written,) = tmp_path.glob("应保未保-*.xlsx")
    assert len(read_workbook(written)[0].rows) >= 3


def test_a_station_without_such_lists_is_not_asked(page: ImportingPage) -> None:
    assert page.kind.count() == 1


def test_the_page_has_no_row_on_the_rail(
    page: ImportingPage, workspace: Workspace
) -> None:
    assert workspace.book.shown == "importing"
    checked = [
        each
        for each in workspace.findChildren(QWidget)
        if each.property("part") == "rail" and getattr(each, "isChecked", bool)()
    ]
    assert not checked
    workspace.show_page("home")
    assert workspace.book.shown == "home"
