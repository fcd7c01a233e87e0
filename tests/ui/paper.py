"""The print dialog answered in a test: the paper is a PDF file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter


def printer_into(file: Path) -> Callable[[QPrinter], bool]:
    """Return somebody who chooses, when asked for a printer, one that writes this file."""

    def choose(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(file))
        return True

    return choose
