"""F10: confirm and print in one stroke, and print again what has just been confirmed."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from jisheng_desktop.services.households import enrollment
from jisheng_desktop.services.receipt_lists import listed, unprinted
from tests.receipts import codes_of
from tests.ui.entry.entering import THREE, type_evidence, type_head, type_people
from tests.ui.paper import printer_into
from tests.ui.typist import CONTROL, SHIFT, Key, Typist
from ui.pages.entry import EntryPage
from ui.pages.receipts import ReceiptsPage
from ui.widgets.buttons import KeyButton
from ui.workspace import Workspace


@pytest.fixture
def paper(workspace: Workspace, tmp_path: Path) -> Path:
    """Answer the print dialog with a printer that writes into this file."""
    file = tmp_path / "printed.pdf"

    receipts = workspace.page("receipts")
    assert isinstance(receipts, ReceiptsPage)
    receipts.choose_printer = printer_into(file)
    return file


@pytest.fixture
def ready(page: EntryPage, typist: Typist) -> EntryPage:
    """A family typed, up to the last key."""
    type_head(typist)
    type_people(typist, *THREE)
    type_evidence(typist)
    assert page.sheet.problems == ()
    return page


def printed(workspace: Workspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not workspace.desk.runner.is_busy, timeout=20_000)


def test_one_key_confirms_and_prints(
    ready: EntryPage, typist: Typist, paper: Path, workspace: Workspace, qtbot: QtBot
) -> None:
    typist.press(Key.Key_F10)
    printed(workspace, qtbot)
    assert ready.is_done
    assert workspace.book.shown == "entry"
    (code,) = codes_of(paper.read_bytes())
    assert ready.done.receipt_no in code
    assert unprinted() == ()


def test_what_is_confirmed_is_printed_with_the_same_key(
    ready: EntryPage, typist: Typist, paper: Path, workspace: Workspace, qtbot: QtBot
) -> None:
    typist.press(Key.Key_F9)
    printed(workspace, qtbot)
    assert not paper.exists()
    number = ready.done.receipt_no
    for times in (1, 2):
        typist.press(Key.Key_F10)
        printed(workspace, qtbot)
        assert listed([number])[0].printed == times


def test_an_unfinished_household_is_neither_confirmed_nor_printed(
    page: EntryPage, typist: Typist, paper: Path
) -> None:
    type_head(typist)
    typist.press(Key.Key_F10)
    assert not page.is_done
    assert not paper.exists()


def receipts_of(workspace: Workspace) -> ReceiptsPage:
    page = workspace.page("receipts")
    assert isinstance(page, ReceiptsPage)
    return page


def follow_the_notice(workspace: Workspace, typist: Typist) -> None:
    """Press the button of the notice, reached with Shift+Tab."""
    for _ in range(60):
        if isinstance(typist.at, QPushButton) and typist.at.text() == "去看这张回执":
            break
        typist.press(Key.Key_Tab, modifiers=SHIFT)
    typist.press(Key.Key_Space)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_fails_loses_nothing(
    ready: EntryPage,
    typist: Typist,
    workspace: Workspace,
    said: list[str],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    nowhere = tmp_path / "no folder" / "x.pdf"
    receipts_of(workspace).choose_printer = printer_into(nowhere)
    typist.press(Key.Key_F10)
    printed(workspace, qtbot)
    number = ready.done.receipt_no
    assert ready.is_done
    assert enrollment(number).state == "CONFIRMED"
    assert "没有接受打印" in said[-1]
    assert "“回执”页等着" in said[-1]
    follow_the_notice(workspace, typist)
    assert workspace.book.shown == "receipts"
    assert receipts_of(workspace).selected() == [number]


def test_a_dialog_that_is_dismissed_leaves_the_receipt_waiting(
    ready: EntryPage, typist: Typist, workspace: Workspace, said: list[str]
) -> None:
    receipts_of(workspace).choose_printer = lambda _printer: False
    typist.press(Key.Key_F10)
    assert ready.is_done
    assert unprinted() == (ready.done.receipt_no,)
    assert "“回执”页等着" in said[-1]


def test_a_print_that_was_stopped_leaves_the_receipt_waiting(
    ready: EntryPage,
    typist: Typist,
    paper: Path,
    workspace: Workspace,
    said: list[str],
    qtbot: QtBot,
) -> None:
    workspace.desk.runner.started.connect(lambda task: task.cancel())
    typist.press(Key.Key_F10)
    printed(workspace, qtbot)
    assert not paper.exists()
    assert unprinted() == (ready.done.receipt_no,)
    assert "“回执”页等着" in said[-1]


def test_a_wish_to_print_does_not_pass_to_the_next_household(
    page: EntryPage, typist: Typist, paper: Path
) -> None:
    typist.press(Key.Key_F10)
    typist.press(Key.Key_N, modifiers=CONTROL)
    assert not page._then_print


def key_buttons(panel: QWidget) -> list[str]:
    buttons = panel.findChildren(KeyButton)
    return [each.accessibleName() for each in buttons if each.isVisible()]


def test_the_panel_shows_the_three_keys(
    ready: EntryPage, typist: Typist, paper: Path, workspace: Workspace, qtbot: QtBot
) -> None:
    assert {"存为草稿 F2", "确认 F9", "确认并打印回执 F10"} <= {
        *key_buttons(ready.panel)
    }
    typist.press(Key.Key_F10)
    printed(workspace, qtbot)
    assert "打印回执 F10" in key_buttons(ready.done)
