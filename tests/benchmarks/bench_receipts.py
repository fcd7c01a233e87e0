"""500 receipts in one file against bare reportlab pages with the same font, lines and QR."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby

import msgspec
from reportlab.pdfgen.canvas import Canvas

from jisheng_desktop.domain.numbering import number
from jisheng_desktop.domain.receipts import Marks, Receipt
from jisheng_desktop.printing.drawing import pdf, qr_rows
from jisheng_desktop.printing.fonts import font
from jisheng_desktop.printing.papers import load_template
from jisheng_desktop.printing.previews import page_image
from jisheng_desktop.printing.receipts import VOCABULARY, receipt_sheets
from jisheng_desktop.printing.sheets import MM_PER_POINT, Code, Sheet
from tests.benchmarks.figures import Figure, median_ms, side_by_side_ms
from tests.receipts import STATION, household_receipt, sheets_of

BATCH = 500
CODE = f"JS1/{STATION}-2026-000123-5/1/16500/4000/12500/" + "A7" * 51 + "Q"

MEMORY = """
import sys
from pathlib import Path
from tests.benchmarks.bench_receipts import batch, printed
def peak():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])
printed(batch(20))
before = peak()
printed(batch(int(sys.argv[1])))
print(peak() - before)
"""


def figures() -> Iterable[Figure]:
    """A batch against its floor, a single preview, and memory by the page."""
    receipts = list(batch(BATCH))
    (sheet,) = sheets_of(household_receipt(), "A5")
    floor, ours = side_by_side_ms(
        lambda: bare(sheet), lambda: printed(receipts), rounds=5
    )
    yield Figure(
        f"{BATCH} receipts in one file / bare reportlab pages", floor, ours, 1.5
    )
    yield Figure(
        "first preview of one receipt, fonts loaded",
        0,
        median_ms(lambda: page_image(printed(receipts[:1]), 0, 110)),
        300,
        bound_is_ratio=False,
    )
    yield Figure(
        "memory that 100 more pages take",
        0,
        memory_kib(BATCH) / 1024 / BATCH * 100,
        1,
        unit="MB",
        bound_is_ratio=False,
    )


def batch(count: int) -> Iterator[Receipt]:
    """Yield receipts of different families."""
    receipt = household_receipt()
    for n in range(1, count + 1):
        yield msgspec.structs.replace(
            receipt,
            receipt_no=number(STATION, 2026, "RECEIPT", n),
            head=chr(0x4E00 + n) + "强",
            address=f"某街道{n}号（二组）",
        )


def printed(receipts: Iterable[Receipt]) -> bytes:
    """Print receipts as the program does, from what they say to the file."""
    template = load_template("receipt", "A5", VOCABULARY)
    return pdf(
        (
            sheet
            for receipt in receipts
            for sheet in receipt_sheets(receipt, Marks(), CODE, template)
        ),
        "回执",
    )


def bare(sheet: Sheet) -> bytes:
    """Draw the same page as often with reportlab alone: what no program does without."""
    file = BytesIO()
    target = Canvas(file, pageCompression=1, invariant=1)
    size = (sheet.width / MM_PER_POINT, sheet.height / MM_PER_POINT)
    for _ in range(BATCH):
        target.setPageSize(size)
        _bare_page(target, sheet)
        target.showPage()
    target.save()
    return file.getvalue()


def _bare_page(target: Canvas, sheet: Sheet) -> None:
    for text in sheet.texts:
        target.setFont(font("bold" if text.bold else "regular").fontName, text.size)
        x, y = text.x / MM_PER_POINT, (sheet.height - text.y) / MM_PER_POINT
        target.drawString(x, y, text.text)
    for line in sheet.lines:
        target.line(
            line.x1 / MM_PER_POINT,
            (sheet.height - line.y1) / MM_PER_POINT,
            line.x2 / MM_PER_POINT,
            (sheet.height - line.y2) / MM_PER_POINT,
        )
    for code in sheet.codes:
        _bare_code(target, code)


def _bare_code(target: Canvas, code: Code) -> None:
    """The cheapest way there is: rows of modules as raw operators."""
    operators = ["q"]
    for y, row in enumerate(qr_rows(code.text)):
        for light, run in groupby(enumerate(row), lambda pair: pair[1]):
            if not light:
                places = [x for x, _ in run]
                operators.append(f"{places[0]} {y} {len(places)} 1 re")
    target.addLiteral("\n".join((*operators, "f", "Q")))


def memory_kib(count: int) -> int:
    """Return by how much a fresh process grows while it prints so many receipts."""
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(count)],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)
