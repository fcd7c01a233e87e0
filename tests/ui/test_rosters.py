"""名册: what each paper holds before it is written, and the file that comes of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from jisheng_desktop.domain.lists import Column, Listing
from jisheng_desktop.spreadsheets.reading import read_workbook
from tests.exchange import ONE, Country, home
from tests.ui.conftest import Start, desk_at
from tests.ui.families import VILLAGES, fill
from ui.models.listings import ListingTable
from ui.notices import Notice
from ui.pages.rosters import RostersPage, papers_at
from ui.workspace import Workspace

HERE = papers_at("DISTRICT")
FAMILIES = 6
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot, tmp_path: Path) -> RostersPage:
    fill(workspace.desk.session, FAMILIES)
    page = shown(workspace, qtbot)
    page.choose_file = lambda name, _: tmp_path / name
    return page


def shown(workspace: Workspace, qtbot: QtBot) -> RostersPage:
    """Go to 名册 by its key."""
    qtbot.keyClick(workspace, Qt.Key.Key_3, CTRL | SHIFT)
    page = workspace.page("rosters")
    assert isinstance(page, RostersPage)
    settle(page, qtbot)
    return page


def settle(page: RostersPage, qtbot: QtBot) -> None:
    """Wait until the chosen paper is drawn up."""
    qtbot.waitUntil(lambda: page._drawn is not None and not page._settle.isActive())
    qtbot.waitUntil(lambda: not page._desk.runner.is_busy)


def go_to(page: RostersPage, title: str, qtbot: QtBot) -> None:
    """Go down the list by keyboard."""
    qtbot.keyClick(page.papers, Qt.Key.Key_Home)
    for _ in range([paper.title for paper in HERE].index(title)):
        qtbot.keyClick(page.papers, Qt.Key.Key_Down)
    settle(page, qtbot)
    assert page.paper.title == title


def cells(page: RostersPage) -> list[list[str]]:
    model = page.view.model
    columns = range(model.columnCount())
    return [
        [model.index(row, column).data() for column in columns]
        for row in range(model.rowCount())
    ]


def test_the_insurers_list_is_counted_before_it_is_written(page: RostersPage) -> None:
    assert page.papers.hasFocus()
    assert page.sums.texts()[:2] == [f"户 {FAMILIES - 1}", f"人 {3 * (FAMILIES - 1)}"]
    assert page.view.model.rowCount() == 3 * (FAMILIES - 1)
    titles = [column.title for column in page.view.model.columns]
    assert "姓名" in titles
    assert "证件号码" in titles


def test_the_list_is_narrowed_to_a_village(page: RostersPage, qtbot: QtBot) -> None:
    page.choice.village.setCurrentIndex(page.choice.village.findData(VILLAGES[0][0]))
    settle(page, qtbot)
    assert page.view.model.rowCount() < 3 * (FAMILIES - 1)
    assert {row[1] for row in cells(page)} != set()


def test_a_template_that_is_none_is_refused_with_a_sentence(
    page: RostersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    page.choice.template.path = tmp_path / "没有.docx"
    with qtbot.waitSignal(page._desk.errors.refused) as refused:
        qtbot.keyClick(page.choice.template.line, Qt.Key.Key_Return)
    assert "没有.docx" in refused.args[0]
    assert not page._save.isEnabled()


def test_the_list_is_written_as_it_was_shown(
    page: RostersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = page.view.model.rowCount()
    qtbot.keyClick(page.papers, Qt.Key.Key_F9)
    settle(page, qtbot)
    (file,) = tmp_path.glob("承保清单-*.xlsx")
    (sheet,) = read_workbook(file)
    assert sum("6101" in str(cell) for row in sheet.rows for cell in row) >= shown


@pytest.mark.parametrize("paper", [p.title for p in HERE if p.report])
def test_every_report_is_shown_and_written(
    page: RostersPage, qtbot: QtBot, tmp_path: Path, paper: str
) -> None:
    go_to(page, paper, qtbot)
    qtbot.keyClick(page.papers, Qt.Key.Key_F9)
    settle(page, qtbot)
    qtbot.keyClick(page.papers, Qt.Key.Key_P, CTRL)
    settle(page, qtbot)
    assert {file.suffix for file in tmp_path.glob(f"{paper}-*")} == {".xlsx", ".pdf"}


def test_a_village_has_the_papers_it_has_use_for(
    tmp_path: Path,
    own_data_folder: Path,
    start: Start,
    country: Country,
    qtbot: QtBot,
) -> None:
    country.enroll(ONE.code, home(1), home(2))
    page = shown(desk_at(country, ONE.code, own_data_folder, start), qtbot)
    page.choose_file = lambda name, _: tmp_path / name
    offered = [page.papers.item(row).text() for row in range(page.papers.count())]
    assert offered == [paper.title for paper in papers_at("VILLAGE")]
    assert not {"承保清单", "补贴结算", "应保未保", "保单号登记"} & set(offered)
    for row in range(page.papers.count()):
        page.papers.setCurrentRow(row)
        settle(page, qtbot)
        qtbot.keyClick(page.papers, Qt.Key.Key_F9)
        settle(page, qtbot)
    assert len(list(tmp_path.glob(f"*-{ONE.code}-2026.xlsx"))) == len(offered)
    page.papers.setCurrentRow(0)
    settle(page, qtbot)
    assert page.sums.texts()[:2] == ["户 2", "人 6"]


def test_totals_stand_under_their_columns(page: RostersPage, qtbot: QtBot) -> None:
    go_to(page, "参保汇总", qtbot)
    *rows, total = cells(page)
    assert total[0] == "合计"
    assert int(total[3]) == sum(int(row[3]) for row in rows)


def test_f6_turns_to_the_next_sheet(page: RostersPage, qtbot: QtBot) -> None:
    go_to(page, "参保汇总", qtbot)
    first = page.view.heading.text()
    qtbot.keyClick(page.papers, Qt.Key.Key_Tab)
    qtbot.keyClick(page.view.table, Qt.Key.Key_F6)
    assert page.view.heading.text() != first
    for _ in range(page.view.sheet.count() - 1):
        qtbot.keyClick(page.view.table, Qt.Key.Key_F6)
    assert page.view.heading.text() == first


def test_the_annual_report_is_sentences(page: RostersPage, qtbot: QtBot) -> None:
    go_to(page, "年度报告", qtbot)
    said = " ".join(each.text() for each in page.view.prose.findChildren(QLabel))
    assert str(3 * (FAMILIES - 1)) in said


def test_the_public_notice_holds_no_whole_number(
    page: RostersPage, qtbot: QtBot
) -> None:
    go_to(page, "公示名单", qtbot)
    shown = " ".join(text for row in cells(page) for text in row)
    assert "*" in shown
    assert "61010319850312" not in shown


def test_a_notice_is_drawn_up_for_one_village_alone(
    page: RostersPage, qtbot: QtBot
) -> None:
    code, name, *_ = VILLAGES[0]
    page.choice.village.setCurrentIndex(page.choice.village.findData(code))
    go_to(page, "公示名单", qtbot)
    assert page.choice.village.isVisible()
    assert not page.choice.category.isVisible()
    assert {row[1] for row in cells(page)} == {name}
    assert name in page.view.heading.text()
    go_to(page, "年度报告", qtbot)
    assert not page.choice.isVisible()
    go_to(page, "承保清单", qtbot)
    assert page.choice.category.isVisible()


def test_the_folder_is_offered_once_something_was_written(
    page: RostersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    opened: list[Path] = []
    page.open_folder = opened.append
    qtbot.keyClick(page.papers, Qt.Key.Key_O, CTRL)
    assert not opened
    qtbot.keyClick(page.papers, Qt.Key.Key_F9)
    settle(page, qtbot)
    qtbot.keyClick(page.papers, Qt.Key.Key_O, CTRL)
    assert opened == [tmp_path]


def test_writing_that_was_stopped_leaves_no_file_and_says_so(
    page: RostersPage, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = page._desk
    posted: list[Notice] = []
    desk.notices.posted.connect(posted.append)
    stop = desk.runner.started.connect(lambda task: task.cancel())
    qtbot.keyClick(page.papers, Qt.Key.Key_F9)
    settle(page, qtbot)
    desk.runner.started.disconnect(stop)
    assert list(tmp_path.glob("*.xlsx")) == []
    assert "没有写出文件" in posted[-1].text


def test_a_paper_whose_drawing_up_was_stopped_shows_nothing(
    page: RostersPage, qtbot: QtBot
) -> None:
    desk = page._desk
    go_to(page, "公示名单", qtbot)
    stop = desk.runner.started.connect(lambda task: task.cancel())
    qtbot.keyClick(page.papers, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not desk.runner.is_busy)
    desk.runner.started.disconnect(stop)
    assert page._drawn is None
    assert page.sums.texts() == []
    assert not page._save.isEnabled()
    qtbot.keyClick(page.papers, Qt.Key.Key_F5)
    settle(page, qtbot)
    assert page.sums.texts()


def test_a_listing_is_a_sound_model() -> None:
    model = ListingTable()
    tester = QAbstractItemModelTester(model)
    columns = (Column("村居"), Column("户数", "count"), Column("金额", "yuan"))
    model.show_listing(
        Listing("a", "b", columns, [("一村", 2, 300), ("二村", None, 5)])
    )
    rows = [[model.index(r, c).data() for c in range(3)] for r in range(3)]
    assert rows == [["一村", "2", "3.00"], ["二村", "", "0.05"], ["合计", "2", "3.05"]]
    assert tester.model() is model
