"""Printing: ask for a printer, log, send the pages; save a PDF; never twice unsaid."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from jisheng_desktop.errors import CancelledByUser, UserError
from jisheng_desktop.printing.previews import PageImage, page_count, page_image
from jisheng_desktop.services.progress import Progress
from jisheng_desktop.services.receipts import (
    Layout,
    Printout,
    print_receipts,
    print_to_file,
)
from ui.desk import Desk
from ui.tasks import Task

LASER_DPI = 300
DOTS_DPI = 180
NO_MARGINS = QMarginsF(0, 0, 0, 0)

# Shows the system's print dialog; tells whether to go on.
ChoosePrinter = Callable[[QPrinter], bool]


class PrinterFailed(UserError):
    """The printer did not take the pages, although they are logged as printed."""


def print_on_printer(
    desk: Desk, numbers: Sequence[str], layout: Layout, choose: ChoosePrinter
) -> Task | None:
    """Print receipts on the printer that the user chooses; None when nothing begins."""
    printer = made_printer(layout, desk.settings.printer)
    if not numbers or not choose(printer):
        return None
    desk.settings.printer = printer.printerName()
    return _run(
        desk,
        Task(
            "正在打印",
            lambda progress: _print(desk, numbers, layout, printer, progress),
        ),
        "已送到打印机",
    )


def save_pdf(desk: Desk, numbers: Sequence[str], layout: Layout, file: Path) -> Task:
    """Print receipts into a PDF file; that counts as printing them."""
    return _run(
        desk,
        Task(
            "正在写PDF",
            lambda progress: print_to_file(
                numbers, desk.session, file, layout, progress
            ),
        ),
        f"已写入 {file}",
    )


def print_document(
    desk: Desk, what: str, content: bytes, choose: ChoosePrinter
) -> Task | None:
    """Print a PDF of A4 pages on the printer that the user chooses; nothing is logged."""
    layout = Layout("A4")
    printer = made_printer(layout, desk.settings.printer)
    if not choose(printer):
        return None
    desk.settings.printer = printer.printerName()

    def send(progress: Progress) -> None:
        try:
            paint(printer, content, layout, progress)
        except PrinterFailed as failure:
            name = printer.printerName() or "打印机"
            raise PrinterFailed(
                f"“{name}”没有接受{what}，请检查打印机后再印"
            ) from failure

    task = Task(f"正在打印{what}", send)
    task.done.connect(lambda _: desk.notices.say(f"{what}已送到打印机", "good"))
    task.failed.connect(desk.errors.show)
    desk.runner.run(task)
    return task


def made_printer(layout: Layout, name: str) -> QPrinter:
    """Return a printer set to a paper without margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    printer.setFullPage(True)
    printer.setResolution(dpi_of(layout))
    printer.setPageLayout(page_layout(layout))
    return printer


def page_layout(layout: Layout) -> QPageLayout:
    """Return the page of a paper as printers know it."""
    landscape = QPageLayout.Orientation.Landscape
    portrait = QPageLayout.Orientation.Portrait
    match layout.paper:
        case "A4":
            size, way = QPageSize(QPageSize.PageSizeId.A4), portrait
        case "A5":
            size, way = QPageSize(QPageSize.PageSizeId.A5), landscape
        case _:
            continuous = QSizeF(241, 140)
            unit, exact = (
                QPageSize.Unit.Millimeter,
                QPageSize.SizeMatchPolicy.ExactMatch,
            )
            size, way = QPageSize(continuous, unit, "241x140", exact), portrait
    return QPageLayout(size, way, NO_MARGINS)


def dpi_of(layout: Layout) -> int:
    """Return the dots an inch that a paper's printers really have."""
    return DOTS_DPI if is_continuous(layout) else LASER_DPI


def is_continuous(layout: Layout) -> bool:
    """Tell whether the paper runs through a dot-matrix printer."""
    return layout.paper == "241x140"


def paint(
    printer: QPrinter, content: bytes, layout: Layout, progress: Progress
) -> None:
    """Send the pages of a PDF to a printer; raise `PrinterFailed`."""
    pages, painter = page_count(content), QPainter()
    if not painter.begin(printer):
        raise _failure(printer)
    try:
        for page in range(pages):
            progress(page, pages)
            if page and not printer.newPage():
                raise _failure(printer)
            _paint_page(painter, printer, content, page, layout)
    finally:
        ended = painter.end()
    if not ended or printer.printerState() == QPrinter.PrinterState.Error:
        raise _failure(printer)


def qimage(image: PageImage) -> QImage:
    """Return the picture of a page for the screen or the printer."""
    form = QImage.Format.Format_RGB32
    return QImage(image.pixels, image.width, image.height, image.stride, form).copy()


def _paint_page(
    painter: QPainter, printer: QPrinter, content: bytes, page: int, layout: Layout
) -> None:
    dpi = printer.resolution()
    image = qimage(page_image(content, page, dpi, dots=is_continuous(layout)))
    sheet = printer.pageLayout().fullRectPixels(dpi)
    painter.drawImage(QRect(0, 0, sheet.width(), sheet.height()), image)


def _failure(printer: QPrinter) -> PrinterFailed:
    name = printer.printerName() or "打印机"
    return PrinterFailed(
        f"“{name}”没有接受打印。这些回执已记为打印过，检查打印机后再印，会标注“补打”"
    )


def _print(
    desk: Desk,
    numbers: Sequence[str],
    layout: Layout,
    printer: QPrinter,
    progress: Progress,
) -> Printout:
    printout = print_receipts(numbers, desk.session, layout, progress)
    paint(printer, printout.pdf, layout, _unstoppable(progress))
    return printout


def _unstoppable(progress: Progress) -> Progress:
    """Show progress but go on: half a batch on paper would have to be looked for."""

    def step(done: int, total: int) -> None:
        try:
            progress(done, total)
        except CancelledByUser:
            return

    return step


def _run(desk: Desk, task: Task, done: str) -> Task:
    task.done.connect(lambda printout: _tell(desk, printout, done))
    task.failed.connect(lambda error: _tell_failure(desk, error))
    desk.runner.run(task)
    return task


def _tell(desk: Desk, printout: Printout, done: str) -> None:
    again = sum(bool(each.reprint) for each in printout.receipts)
    marked = f"，其中 {again} 张标注补打" if again else ""
    sentence = f"{done}：{len(printout.receipts)} 张回执{marked}。"
    if printout.refused:
        first = printout.refused[0]
        left = f"{len(printout.refused)} 张没有打印：{first.receipt_no} {first.text}"
        desk.notices.say(sentence + left, "warn")
    else:
        desk.notices.say(sentence, "good")
    desk.changes.announce(printout)


def _tell_failure(desk: Desk, error: BaseException) -> None:
    desk.errors.show(error)
    desk.changes.announce(error)
