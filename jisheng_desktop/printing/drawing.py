"""Drawing sheets into a PDF: fonts embedded, codes as modules, the same bytes each time."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from math import isqrt
from typing import Any

from jisheng_desktop.loading import canvas, zxingcpp
from jisheng_desktop.printing.fonts import font, runs
from jisheng_desktop.printing.sheets import MM_PER_POINT, Code, Line, Sheet, Stamp, Text

POINTS_PER_MM = 1 / MM_PER_POINT
DASHES = (3, 3)
STAMP_ANGLE = 20


def pdf(sheets: Iterable[Sheet], title: str) -> bytes:
    """Return a PDF of the sheets, one a page; equal sheets give equal bytes."""
    file = BytesIO()
    target = canvas.Canvas(file, pageCompression=1, invariant=1)
    target.setTitle(title)
    target.setCreator("jisheng-desktop")
    for sheet in sheets:
        _draw(target, sheet)
        target.showPage()
    target.save()
    return file.getvalue()


def _draw(target: "canvas.Canvas", sheet: Sheet) -> None:
    target.setPageSize((sheet.width * POINTS_PER_MM, sheet.height * POINTS_PER_MM))
    for code in sheet.codes:
        _draw_code(target, code, sheet.height)
    _draw_lines(target, sheet.lines, sheet.height)
    _draw_texts(target, sheet.texts, sheet.height)
    for stamp in sheet.stamps:
        _draw_stamp(target, stamp, sheet.height)


def _draw_texts(target: "canvas.Canvas", texts: Iterable[Text], height: float) -> None:
    written = target.beginText()
    for text in texts:
        written.setTextOrigin(text.x * POINTS_PER_MM, (height - text.y) * POINTS_PER_MM)
        for face, run in runs(text.text, bold=text.bold):
            written.setFont(font(face).fontName, text.size)
            written.textOut(run)
    target.drawText(written)


def _draw_lines(target: "canvas.Canvas", lines: Iterable[Line], height: float) -> None:
    for line in lines:
        target.setLineWidth(line.thickness * POINTS_PER_MM)
        target.setDash(*(DASHES if line.dashed else ()))
        target.line(
            line.x1 * POINTS_PER_MM,
            (height - line.y1) * POINTS_PER_MM,
            line.x2 * POINTS_PER_MM,
            (height - line.y2) * POINTS_PER_MM,
        )


def _draw_code(target: "canvas.Canvas", code: Code, height: float) -> None:
    path = target.beginPath()
    for x, y, width, module in _modules(code):
        path.rect(
            x * POINTS_PER_MM,
            (height - y - module) * POINTS_PER_MM,
            width * POINTS_PER_MM,
            module * POINTS_PER_MM,
        )
    target.drawPath(path, stroke=0, fill=1)


def _modules(code: Code) -> Iterator[tuple[float, float, float, float]]:
    """Yield the dark runs of a code as left, top, width and height in mm."""
    rows = qr_rows(code.text)
    module = code.size / len(rows)
    for number, row in enumerate(rows):
        start = row.find(0)
        while start >= 0:
            end = row.find(255, start)
            end = len(row) if end < 0 else end
            left, top = code.x + start * module, code.y + number * module
            yield left, top, (end - start) * module, module
            start = row.find(0, end)


def qr_rows(text: str) -> list[bytes]:
    """Return the QR code of a text by rows: 0 is dark, 255 is light; no quiet zone."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = barcode.to_image(scale=1, add_quiet_zones=False)
    pixels = bytes(image)
    side = isqrt(len(pixels))
    return [pixels[start : start + side] for start in range(0, len(pixels), side)]


def _draw_stamp(target: "canvas.Canvas", stamp: Stamp, height: float) -> None:
    """Write across the page in outline, so that what lies below stays readable."""
    target.saveState()
    target.translate(stamp.x * POINTS_PER_MM, (height - stamp.y) * POINTS_PER_MM)
    target.rotate(STAMP_ANGLE)
    target.setLineWidth(0.6)
    written = target.beginText()
    written.setFont(font("bold").fontName, stamp.size)
    written.setTextRenderMode(1)
    written.setTextOrigin(-len(stamp.text) * stamp.size / 2, -stamp.size * 0.38)
    written.textOut(stamp.text)
    target.drawText(written)
    target.restoreState()
