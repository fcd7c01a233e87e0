"""回执: the list, the preview, printing through QPrinter to a file, verifying."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from jisheng_desktop.printing.previews import page_count
from jisheng_desktop.services.enrolling import Enrolled
from jisheng_desktop.services.progress import silent
from jisheng_desktop.services.receipt_lists import listed, unprinted
from jisheng_desktop.services.receipts import Layout
from tests.receipts import codes_of, household_receipt, page_size_mm, pages_of, pdf_of
from tests.ui.families import fill
from tests.ui.paper import printer_into
from ui.operations.printing import PrinterFailed, made_printer, paint
from ui.pages.receipts import ReceiptsPage
from ui.workspace import Workspace

CTRL = Qt.KeyboardModifier.ControlModifier
FAMILIES = 4


@pytest.fixture
def done(workspace: Workspace) -> list[Enrolled]:
    return fill(workspace.desk.session, FAMILIES)


@pytest.fixture
def page(workspace: Workspace, done: list[Enrolled]) -> ReceiptsPage:
    workspace.show_page("receipts")
    page = workspace.page("receipts")
    assert isinstance(page, ReceiptsPage)
    return page


@pytest.fixture
def paper(page: ReceiptsPage, tmp_path: Path) -> Path:
    """Answer the print dialog with a printer that writes into this file."""
    file = tmp_path / "printed.pdf"
    page.choose_printer = printer_into(file)
    page.choose_file = lambda _name: tmp_path / "saved.pdf"
    return file


def settled(page: ReceiptsPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page._desk.runner.is_busy, timeout=20_000)


def shown(page: ReceiptsPage, qtbot: QtBot) -> int:
    qtbot.waitUntil(lambda: not page._settle.isActive(), timeout=5_000)
    return page.view.page_count


def sheets(page: ReceiptsPage) -> list[QLabel]:
    return page.view.findChildren(QLabel)


def test_the_unprinted_ones_are_listed_and_the_first_is_shown(
    page: ReceiptsPage, done: list[Enrolled], qtbot: QtBot
) -> None:
    numbers = [each.receipt_no for each in page.model.values]
    assert numbers == [each.receipt_no for each in done[:-1]]
    assert page.selected() == numbers[:1]
    assert shown(page, qtbot) == 1
    qtbot.waitUntil(lambda: all(each.isVisible() for each in sheets(page)))
    assert sheets(page)[0].pixmap().width() > 400


def test_printing_everything_goes_to_the_printer_and_empties_the_list(
    page: ReceiptsPage, paper: Path, qtbot: QtBot
) -> None:
    numbers = [each.receipt_no for each in page.model.values]
    qtbot.keyClick(page.table, Qt.Key.Key_P, CTRL)
    settled(page, qtbot)
    content = paper.read_bytes()
    assert page_count(content) == len(numbers)
    codes = codes_of(content)
    assert [code.split("/")[1] for code in codes] == numbers
    assert unprinted() == ()
    assert page.model.values == ()
    assert "没有" in page.sources.count.text()


@pytest.mark.parametrize("paper_name", ["A5", "A4", "241x140"])
def test_the_printer_gets_the_paper_it_was_told(
    page: ReceiptsPage, paper: Path, qtbot: QtBot, paper_name: str
) -> None:
    sizes = {"A4": (210, 297), "A5": (210, 148), "241x140": (241, 140)}
    page.paper.paper.setCurrentIndex(page.paper.paper.findData(paper_name))
    qtbot.keyClick(page.table, Qt.Key.Key_F10)
    settled(page, qtbot)
    size = page_size_mm(paper.read_bytes(), 0)
    assert size == pytest.approx(sizes[paper_name], abs=0.5)
    assert codes_of(paper.read_bytes())


def test_a_reprint_is_found_by_day_and_said(
    page: ReceiptsPage, paper: Path, workspace: Workspace, qtbot: QtBot
) -> None:
    said: list[str] = []
    workspace.desk.notices.posted.connect(lambda notice: said.append(notice.text))
    qtbot.keyClick(page.table, Qt.Key.Key_P, CTRL)
    settled(page, qtbot)
    page.sources.source.setCurrentIndex(1)
    numbers = [each.receipt_no for each in page.model.values]
    assert len(numbers) == FAMILIES
    assert page.selected() == numbers[:1]
    qtbot.keyClick(page.table, Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: "标注补打" in said[-1], timeout=20_000)
    assert listed(page.selected())[0].printed == 2


def test_a_print_run_is_offered_again(
    page: ReceiptsPage, paper: Path, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_P, CTRL)
    settled(page, qtbot)
    qtbot.waitUntil(lambda: page.sources.source.count() == 3)
    page.sources.source.setCurrentIndex(2)
    assert len(page.model.values) == FAMILIES - 1


def test_the_page_that_jammed_is_printed_again(
    page: ReceiptsPage, paper: Path, qtbot: QtBot
) -> None:
    numbers = [each.receipt_no for each in page.model.values]
    qtbot.keyClick(page.table, Qt.Key.Key_P, CTRL)
    settled(page, qtbot)
    qtbot.waitUntil(lambda: page.sources.source.count() == 3)
    assert not page.sources.page.isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_G, CTRL)
    assert page.sources.page.hasFocus()
    qtbot.keyClicks(page.sources.page, "2")
    qtbot.keyClick(page.sources.page, Qt.Key.Key_Return)
    assert [each.receipt_no for each in page.model.values] == numbers[1:2]
    qtbot.keyClick(page.sources.page, Qt.Key.Key_P, CTRL)
    settled(page, qtbot)
    assert codes_of(paper.read_bytes())[0].split("/")[1] == numbers[1]
    assert listed(numbers[1:2])[0].printed == 2


def test_a_day_without_printing_has_no_page_to_repeat(
    page: ReceiptsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    said: list[str] = []
    workspace.desk.notices.posted.connect(lambda notice: said.append(notice.text))
    qtbot.keyClick(page.table, Qt.Key.Key_G, CTRL)
    assert "还没有打印过" in said[-1]
    assert not page.sources.page.isVisible()


def test_a_cancelled_dialog_prints_nothing(page: ReceiptsPage, qtbot: QtBot) -> None:
    page.choose_printer = lambda _printer: False
    qtbot.keyClick(page.table, Qt.Key.Key_F10)
    settled(page, qtbot)
    assert len(unprinted()) == FAMILIES - 1


def test_a_pdf_is_saved(page: ReceiptsPage, paper: Path, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_S, CTRL)
    settled(page, qtbot)
    saved = (paper.parent / "saved.pdf").read_bytes()
    assert len(pages_of(saved)) == FAMILIES - 1


def test_the_day_is_settled(page: ReceiptsPage, paper: Path, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_D, CTRL)
    settled(page, qtbot)
    (text,) = pages_of((paper.parent / "saved.pdf").read_bytes())
    assert "日结单" in text


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_fails_is_said_to_have_failed(tmp_path: Path) -> None:
    layout = Layout("A5")
    printer = made_printer(layout, "")
    printer_into(tmp_path / "no folder" / "x.pdf")(printer)
    with pytest.raises(PrinterFailed, match="补打"):
        paint(
            printer,
            pdf_of(household_receipt(), "A5"),
            layout,
            silent,
        )


def test_paper_and_offset_are_remembered(
    page: ReceiptsPage, workspace: Workspace, qtbot: QtBot
) -> None:
    page.paper.paper.setCurrentIndex(2)
    page.paper.right.setValue(1.5)
    page.paper.paper.setCurrentIndex(0)
    assert page.paper.right.value() == 0
    page.paper.paper.setCurrentIndex(2)
    assert page.paper.layout_now() == Layout("241x140", 1.5, 0.0)
    assert workspace.desk.settings.paper == "241x140"


def test_a_code_is_verified(page: ReceiptsPage, paper: Path, qtbot: QtBot) -> None:
    qtbot.keyClick(page.table, Qt.Key.Key_F10)
    settled(page, qtbot)
    (code,) = codes_of(paper.read_bytes())
    qtbot.keyClick(page.table, Qt.Key.Key_H, CTRL)
    qtbot.keyClicks(page.check.line, code)
    qtbot.keyClick(page.check.line, Qt.Key.Key_Return)
    assert "是真的" in page.check.answer.text.text()
    page.check.line.clear()
    qtbot.keyClicks(page.check.line, code.replace("/12500/", "/12000/"))
    qtbot.keyClick(page.check.line, Qt.Key.Key_Return)
    assert "不是真的" in page.check.answer.text.text()


def test_the_table_is_a_sound_model(page: ReceiptsPage) -> None:
    QAbstractItemModelTester(
        page.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    page.model.show(listed(unprinted()))


def test_a_receipt_is_reached_from_its_household(
    workspace: Workspace, done: list[Enrolled], qtbot: QtBot
) -> None:
    workspace.book.open_record(done[1].receipt_no)
    qtbot.keyClick(workspace.page("households"), Qt.Key.Key_F10)
    assert workspace.book.shown == "receipts"
    page = workspace.page("receipts")
    assert isinstance(page, ReceiptsPage)
    assert page.selected() == [done[1].receipt_no]


def test_the_next_print_is_announced_as_a_reprint(
    page: ReceiptsPage, paper: Path, qtbot: QtBot
) -> None:
    said: list[str] = []
    page.standing.connect(lambda text, _tone: said.append(text))
    number = page.selected()[0]
    qtbot.keyClick(page.table, Qt.Key.Key_F10)
    settled(page, qtbot)
    page.show_receipt(number)
    qtbot.waitUntil(lambda: said[-1:] == ["第2次打印，将标注“补打”"], timeout=5_000)
