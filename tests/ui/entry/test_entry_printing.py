"""F10: confirm and print in one stroke, and print again what has just been confirmed."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from jisheng_desktop.services.receipt_lists import listed, unprinted
from tests.receipts import codes_of
from tests.ui.entry.entering import THREE, type_head, type_people
from tests.ui.typist import Key, Typist
from ui.pages.entry import EntryPage
from ui.pages.receipts import ReceiptsPage
from ui.workspace import Workspace


@pytest.fixture
def paper(workspace: Workspace, tmp_path: Path) -> Path:
    """Answer the print dialog with a printer that writes into this file."""
    file = tmp_path / "printed.pdf"

    def choose(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        return True

    receipts = workspace.page("receipts")
    assert isinstance(receipts, ReceiptsPage)
    receipts.choose_printer = choose
    return file


@pytest.fixture
def ready(page: EntryPage, typist: Typist) -> EntryPage:
    """A family typed, up to the last key."""
    type_head(typist)
    type_people(typist, *THREE)
    typist.enter()
    typist.composes("shan", "陕")
    typist.types("A0001")
    typist.enter(2)
    typist.press(Key.Key_Space)
    typist.enter()
    typist.types("1")
    typist.enter()
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
