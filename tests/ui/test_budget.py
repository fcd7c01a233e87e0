"""预算: what is used, what remains, what the drafts will ask for; by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from jisheng_desktop.services.enrolling import save_draft
from tests.entitled import subsidised_persons
from tests.households import person
from ui.pages.budget import BudgetPage
from ui.theme import Look, TextSize
from ui.widgets.bars import StackedBar
from ui.workspace import Workspace

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def shown(workspace: Workspace, qtbot: QtBot) -> BudgetPage:
    qtbot.keyClick(workspace, Qt.Key.Key_4, CTRL | SHIFT)
    page = workspace.page("budget")
    assert isinstance(page, BudgetPage)
    qtbot.waitUntil(lambda: page._look is not None)
    return page


@pytest.fixture
def page(two_schemes: Workspace, qtbot: QtBot, tmp_path: Path) -> BudgetPage:
    desk = two_schemes.desk
    subsidised_persons(desk.operator, tmp_path, 4)
    save_draft(person(0), operator=desk.operator)
    desk.choose_scheme("hongta-2026", 2026)
    page = shown(two_schemes, qtbot)
    page.choose_file = lambda name, _: tmp_path / name
    return page


def test_each_line_says_what_is_used_and_what_remains(page: BudgetPage) -> None:
    (said,) = [
        line.accessibleName()
        for line in page.lines
        if line.accessibleName().startswith("失独家庭 ")
    ]
    assert "已用 3人 150.00" in said
    assert "草稿预计 1人 50.00" in said
    assert "剩余 175人" in said


def test_it_counts_again_when_the_scheme_changes(
    page: BudgetPage, two_schemes: Workspace, qtbot: QtBot
) -> None:
    two_schemes.desk.choose_scheme("xian-2025", 2026)
    qtbot.waitUntil(lambda: not page.lines)
    assert page.nothing.isVisible()
    assert not page._save.isEnabled()


def test_it_is_written_as_sheet_and_for_paper(
    page: BudgetPage, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.keyClick(page.view.table, Qt.Key.Key_F9)
    qtbot.keyClick(page.view.table, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: not page._desk.runner.is_busy)
    written = {file.suffix for file in tmp_path.glob("预算执行-*")}
    assert written == {".xlsx", ".pdf"}


@pytest.mark.parametrize(
    ("shares", "at", "colour"),
    [
        ([(0.5, "accent"), (0.2, "badge")], 0.25, "accent"),
        ([(0.5, "accent"), (0.2, "badge")], 0.6, "badge"),
        ([(0.5, "accent"), (0.2, "badge")], 0.9, "line"),
        ([(1.5, "bad"), (0.2, "badge")], 0.9, "bad"),
    ],
)
def test_a_bar_shows_its_shares_in_their_colours(
    workspace: Workspace,
    qtbot: QtBot,
    shares: list[tuple[float, str]],
    at: float,
    colour: str,
) -> None:
    theme = workspace.desk.theme
    theme.use(Look.LIGHT, TextSize.STANDARD)
    bar = StackedBar(theme, shares)
    qtbot.addWidget(bar)
    bar.resize(400, 10)
    image = bar.grab().toImage()
    found = image.pixelColor(int(at * image.width()), image.height() // 2)
    assert found == QColor(theme.colour(colour))
