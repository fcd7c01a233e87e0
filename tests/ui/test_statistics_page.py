"""统计 by keyboard: through the bars, from a figure to its list, out as picture and sheet."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from jisheng_desktop.services import enrolling
from jisheng_desktop.services.claims import change_claim, claims
from tests.ui.families import fill, report_cases
from tests.ui.typist import Typist
from ui.pages.claims import ClaimsPage
from ui.pages.households import HouseholdsPage
from ui.pages.statistics import StatisticsPage
from ui.theme import Look, TextSize
from ui.widgets.words import Strip
from ui.workspace import Workspace

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SIDES = ((Key.Key_1, "day"), (Key.Key_2, "category"), (Key.Key_3, "village"))


def shown(workspace: Workspace, qtbot: QtBot) -> StatisticsPage:
    workspace.show_page("statistics")
    page = workspace.page("statistics")
    assert isinstance(page, StatisticsPage)
    qtbot.waitUntil(lambda: page.found is not None and not page._counting)
    return page


@pytest.fixture
def page(
    workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> StatisticsPage:
    days = iter(range(1, 29))
    monkeypatch.setattr(enrolling, "today", lambda: date(2026, 1, next(days)))
    fill(workspace.desk.session, 9)
    report_cases(workspace.desk.session, 4)
    return shown(workspace, qtbot)


@pytest.fixture
def typist() -> Typist:
    return Typist()


def listed(workspace: Workspace) -> HouseholdsPage:
    assert workspace.book.shown == "households"
    found = workspace.page("households")
    assert isinstance(found, HouseholdsPage)
    return found


def test_an_empty_library_says_what_will_be_here(
    workspace: Workspace, qtbot: QtBot
) -> None:
    page = shown(workspace, qtbot)
    assert page.empty.isVisible()
    assert "还没有参保记录" in page.empty.text()
    assert not page._sheet.isEnabled()


@pytest.mark.parametrize(("key", "side"), SIDES)
def test_arrows_walk_and_enter_opens_the_list(
    page: StatisticsPage, workspace: Workspace, typist: Typist, key: Key, side: str
) -> None:
    typist.press(key, modifiers=ALT)
    assert page.side == side
    assert page.chart.hasFocus()
    typist.press(Key.Key_Right)
    assert page.found is not None
    figure = page.found.charts[page.side].figures[page.chart.current]
    assert f"{figure.households:,}户" in page.chart.accessibleDescription()
    assert figure.name in page.told.text()
    typist.press(Key.Key_Return)
    households = listed(workspace)
    assert households.model.rowCount() == figure.households
    assert figure.name in households.filters.figure.text()


def test_home_and_end_go_to_the_ends(page: StatisticsPage, typist: Typist) -> None:
    page.chart.setFocus()
    typist.press(Key.Key_End)
    assert page.found is not None
    last = len(page.found.charts["day"].figures) - 1
    assert page.chart.current == last > 0
    typist.press(Key.Key_Right)
    assert page.chart.current == last
    typist.press(Key.Key_Home, Key.Key_Left)
    assert page.chart.current == 0


def test_escape_in_the_list_shows_everything_again(
    page: StatisticsPage, workspace: Workspace, typist: Typist
) -> None:
    typist.press(Key.Key_3, modifiers=ALT)
    typist.press(Key.Key_Right, Key.Key_Return)
    households = listed(workspace)
    few = households.model.rowCount()
    typist.press(Key.Key_Escape)
    assert households.model.rowCount() == 11 > few
    assert not households.filters.figure.isVisible()


def test_the_row_of_a_figure_opens_the_same_list(
    page: StatisticsPage, workspace: Workspace, typist: Typist
) -> None:
    typist.press(Key.Key_3, modifiers=ALT)
    page.table.setFocus()
    page.table.selectRow(page.model.rowCount() - 1)
    typist.press(Key.Key_Return)
    assert page.found is not None
    assert listed(workspace).model.rowCount() == page.found.whole.households


def test_a_bar_can_be_clicked(page: StatisticsPage, workspace: Workspace) -> None:
    page.sides.choose("village")
    page.chart.repaint()
    page.chart.go_to(0)
    spot = page.chart.spot()
    QTest.mouseClick(page.chart, Qt.MouseButton.LeftButton, pos=spot)
    assert listed(workspace).model.rowCount() > 0


def tiles_of(page: StatisticsPage) -> list[Strip]:
    return [tile for tile in page.findChildren(Strip) if tile.isVisible()]


def words_on(page: StatisticsPage) -> list[str]:
    return [tile.text.text() for tile in tiles_of(page)]


def test_every_figure_above_leads_somewhere(
    page: StatisticsPage, workspace: Workspace, typist: Typist, qtbot: QtBot
) -> None:
    tiles = tiles_of(page)
    assert words_on(page)[:2] == ["8 户", "24 人"]
    tiles[0].setFocus()
    typist.press(Key.Key_Return)
    assert listed(workspace).model.rowCount() == 8
    page = shown(workspace, qtbot)
    qtbot.waitUntil(lambda: bool(tiles_of(page)))
    tiles_of(page)[-1].setFocus()
    typist.press(Key.Key_Return)
    assert workspace.book.shown == "claims"


def test_a_figure_of_claims_opens_the_cases_it_counts(
    page: StatisticsPage, workspace: Workspace, typist: Typist, qtbot: QtBot
) -> None:
    register = workspace.page("claims")
    assert isinstance(register, ClaimsPage)
    case = claims("xian-2025", 2026)[0]
    gone = msgspec.structs.replace(
        case.claim, result="WITHDRAWN", paid_fen=0, paid_on=None
    )
    change_claim(case.number, gone, operator=workspace.desk.operator, reason="户主撤回")
    register.stages.choose("WITHDRAWN")
    register.search.setText("1")
    workspace.desk.changes.announce("many")
    qtbot.waitUntil(lambda: "3 件" in words_on(page))
    tiles_of(page)[words_on(page).index("3 件")].setFocus()
    typist.press(Key.Key_Return)
    assert workspace.book.shown == "claims"
    assert register.sum.text().startswith("3 件")
    typist.press(Key.Key_6, modifiers=ALT)
    assert [known.uid for known in register.model.values] == [case.uid]


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK])
@pytest.mark.parametrize("side", ["day", "village"])
def test_a_picture_in_every_look(
    page: StatisticsPage,
    workspace: Workspace,
    typist: Typist,
    tmp_path: Path,
    look: Look,
    side: str,
) -> None:
    workspace.desk.theme.use(look, TextSize.STANDARD)
    page.sides.choose(side)
    page.choose_file = lambda name, _: tmp_path / name
    typist.press(Key.Key_G, modifiers=CONTROL)
    (file,) = tmp_path.glob("*.png")
    picture = QImage(str(file))
    assert picture.width() == 2400
    ground = workspace.desk.theme.colour("surface")
    accent = workspace.desk.theme.colour("accent")
    assert picture.pixelColor(3, 3) == ground
    found = {
        picture.pixelColor(x, y).name()
        for x in range(0, 2400, 7)
        for y in range(0, picture.height(), 7)
    }
    assert accent.name() in found


def test_the_sheet_and_the_paper(
    page: StatisticsPage, typist: Typist, tmp_path: Path, qtbot: QtBot
) -> None:
    page.choose_file = lambda name, _: tmp_path / name
    page.chart.setFocus()
    typist.press(Key.Key_S, modifiers=CONTROL)
    qtbot.waitUntil(lambda: any(tmp_path.glob("统计-*.xlsx")))
    typist.press(Key.Key_P, modifiers=CONTROL)
    qtbot.waitUntil(lambda: any(tmp_path.glob("年度报告-*.pdf")), timeout=20_000)
    qtbot.waitUntil(lambda: not page._desk.runner.is_busy)


def test_the_sentences_of_the_year_are_copied(
    page: StatisticsPage, typist: Typist, qtbot: QtBot
) -> None:
    typist.press(Key.Key_5, modifiers=ALT)
    qtbot.waitUntil(lambda: bool(page.sentences))
    typist.press(Key.Key_D, modifiers=CONTROL)
    text = QGuiApplication.clipboard().text()
    assert "承保8户、承保人数为24人" in text
    assert "理赔案件4件" in text


@pytest.mark.parametrize("size", TextSize)
def test_nothing_is_drawn_outside_the_chart(
    page: StatisticsPage, workspace: Workspace, size: TextSize
) -> None:
    workspace.desk.theme.use(Look.LIGHT, size)
    workspace.window().resize(1366, 768)
    for side in ("day", "category", "village", "operator"):
        page.sides.choose(side)
        workspace.window().grab()
        whole = page.chart.rect()
        assert all(whole.contains(bar.toRect()) for bar in page.chart._bars())


@pytest.mark.parametrize("size", TextSize)
def test_neither_the_days_nor_their_figures_are_cut(
    page: StatisticsPage, workspace: Workspace, qtbot: QtBot, size: TextSize
) -> None:
    workspace.window().resize(1366, 768)
    workspace.desk.theme.use(Look.LIGHT, size)
    page.refresh()
    qtbot.waitUntil(lambda: not page._counting)
    qtbot.wait(30)
    assert page._scroll.horizontalScrollBar().maximum() == 0
    assert page.table.horizontalScrollBar().maximum() == 0
