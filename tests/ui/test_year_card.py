"""A year is founded by form: carried over, changed, kept, and decided under at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from jisheng_desktop.services.founding import found_district
from jisheng_desktop.services.library import close_library
from jisheng_desktop.services.overview import status
from jisheng_desktop.services.schemes import scheme_of, shipped_schemes
from tests.ui.conftest import Start
from ui.cards.year import YearCard
from ui.pages.home import HomePage
from ui.pages.settings import SettingsPage
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.words import Strip
from ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def card(workspace: Workspace) -> YearCard:
    workspace.show_page("settings")
    page = workspace.page("settings")
    assert isinstance(page, SettingsPage)
    assert page.year is not None
    return page.year


def said(workspace: Workspace) -> str:
    bar = workspace.findChild(NoticeBar)
    assert isinstance(bar, NoticeBar)
    return bar.text


def typed(qtbot: QtBot, editor: QLineEdit | QComboBox, text: str) -> None:
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)


def test_tab_goes_on_to_the_line_that_typing_has_added(
    workspace: Workspace, card: YearCard, qtbot: QtBot
) -> None:
    card.plans.show_lines([])
    typed(qtbot, card.plans.editor(0, 0), "A")
    qtbot.waitUntil(card.plans.editor(1, 0).isVisible)
    for column in (1, 2, 3):
        qtbot.keyClick(workspace.focusWidget(), Qt.Key.Key_Tab)
        assert workspace.focusWidget() is card.plans.editor(0, column)
    qtbot.keyClick(workspace.focusWidget(), Qt.Key.Key_Tab)
    assert workspace.focusWidget() is card.plans.editor(1, 0)


def test_a_new_year_is_carried_over_changed_and_kept(
    card: YearCard, qtbot: QtBot, workspace: Workspace
) -> None:
    typed(qtbot, card.year, "2031")
    qtbot.keyClick(card.year, Qt.Key.Key_Return)
    assert card.days["enroll_from"].text().startswith("2031-")
    typed(qtbot, card.plans.editor(0, 2), "188.5")
    typed(qtbot, card.insurer["hotline"], "95500")
    qtbot.keyClick(card, Qt.Key.Key_S, CTRL)
    scheme = scheme_of("xian-2025")
    year = scheme.year(2031)
    assert year is not None
    assert year.plans[0].premium_fen == 18850
    assert scheme.insurer.hotline == "95500"
    assert "2031年度已保存" in said(workspace)


def test_a_line_begun_brings_one_more_and_an_emptied_one_goes(
    card: YearCard, qtbot: QtBot
) -> None:
    before = len(card.plans.lines())
    typed(qtbot, card.plans.editor(before - 1, 0), "four children")
    typed(qtbot, card.plans.editor(before - 1, 2), "199")
    assert len(card.plans.lines()) == before + 1
    qtbot.keyClick(card, Qt.Key.Key_S, CTRL)
    year = scheme_of("xian-2025").year(int(card.year.text()))
    assert year is not None
    assert len(year.plans) == before
    for column in range(4):
        editor = card.plans.editor(before - 1, column)
        assert isinstance(editor, QLineEdit)
        editor.clear()
    qtbot.keyClick(card, Qt.Key.Key_S, CTRL)
    year = scheme_of("xian-2025").year(int(card.year.text()))
    assert year is not None
    assert len(year.plans) == before - 1


def test_what_is_wrong_is_said_and_nothing_is_kept(
    card: YearCard, qtbot: QtBot, workspace: Workspace
) -> None:
    before = scheme_of("xian-2025")
    typed(qtbot, card.plans.editor(0, 2), "abc")
    qtbot.keyClick(card, Qt.Key.Key_S, CTRL)
    assert "abc" in said(workspace)
    assert scheme_of("xian-2025") == before
    typed(qtbot, card.year, "next")
    qtbot.keyClick(card.year, Qt.Key.Key_Return)
    assert "next" in said(workspace)


def test_a_district_that_has_no_prices_yet_is_led_to_write_them(
    own_data_folder: Path, start: Start
) -> None:
    found_district(own_data_folder, "610103", "碑林区", shipped_schemes()[-1:], "")
    close_library()
    workspace = start().workspace
    assert workspace is not None
    page = workspace.page("home")
    assert isinstance(page, HomePage)
    page.show_standing(status())
    strips = [s for s in page.findChildren(Strip) if "保费" in s.text.text()]
    strips[0].chosen.emit()
    assert workspace.book.shown == "settings"


def test_a_fault_of_the_year_is_told_in_the_words_of_the_form(
    card: YearCard, qtbot: QtBot, workspace: Workspace
) -> None:
    typed(qtbot, card.days["enroll_from"], "2026-09-01")
    typed(qtbot, card.days["enroll_to"], "2026-08-01")
    qtbot.keyClick(card, Qt.Key.Key_S, CTRL)
    assert said(workspace) == "“参保截止”（2026-08-01）早于“参保开始”（2026-09-01）"
    typed(qtbot, card.days["enroll_to"], "2026-10-01")
    typed(qtbot, card.shares.editor(0, 2), "60")
    qtbot.keyClick(card, Qt.Key.Key_S, CTRL)
    assert said(workspace).startswith("分担比例合计须为100%，当前110%")


def test_a_year_without_prices_says_that_nothing_can_be_confirmed(
    card: YearCard, qtbot: QtBot, workspace: Workspace
) -> None:
    for table in (card.plans, card.sums):
        table.show_lines([])
    card.begin()
    qtbot.keyClick(card, Qt.Key.Key_S, CTRL)
    assert "还没有填写保障计划和保费" in said(workspace)
