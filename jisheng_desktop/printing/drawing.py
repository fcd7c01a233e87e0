"""Drawing sheets into a PDF: fonts embedded, codes as modules, the same bytes each time."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import import_module
from io import BytesIO
from itertools import groupby
from math import isqrt
from operator import attrgetter, itemgetter
from typing import Any

from jisheng_desktop.loading import canvas, pdfdoc, zxingcpp
from jisheng_desktop.printing.fonts import font, runs
from jisheng_desktop.printing.sheets import MM_PER_POINT, Code, Line, Sheet, Stamp, Text

# Writes a text of some size in points, bold or not.
Spelled = Callable[[str, float, bool], str]

SPELLINGS = 10_000
POINTS_PER_MM = 1 / MM_PER_POINT
MILLIMETRES = f"{POINTS_PER_MM:.6f} 0 0 {POINTS_PER_MM:.6f} 0 0 cm"
SOLID = "[] 0 d"
DASHED = "[1 1] 0 d"
BITS = bytes.maketrans(b"\x00\xff", b"01")
ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "()\\"})
STAMP_ANGLE = 20


def pdf(sheets: Iterable[Sheet], title: str) -> bytes:
    """Return a PDF of the sheets, one a page; equal sheets give equal bytes."""
    file = BytesIO()
    settings: Any = import_module("reportlab.rl_config")
    settings.useA85 = 0  # text armour would cost time and a quarter more bytes
    target = canvas.Canvas(file, pageCompression=1, invariant=1)
    target.setTitle(title)
    target.setCreator("jisheng-desktop")
    spelled = _speller(target)
    for sheet in sheets:
        _draw(target, sheet, spelled)
        target.showPage()
        _pack_last_page(target)
    target.save()
    return file.getvalue()


def _pack_last_page(target: "canvas.Canvas") -> None:
    """Compress a finished page now: reportlab would keep it as text until the end."""
    writer: Any = target
    page = writer._doc.Pages.pages[-1]  # noqa: SLF001 - there is no other way in
    filters = pdfdoc.PDFArray([pdfdoc.PDFName("FlateDecode")])
    page.Contents = pdfdoc.PDFStream(
        pdfdoc.PDFDictionary({"Filter": filters}),
        pdfdoc.PDFZCompress.encode(page.stream),
    )
    page.stream = None


def _draw(target: "canvas.Canvas", sheet: Sheet, spelled: Spelled) -> None:
    target.setPageSize((sheet.width * POINTS_PER_MM, sheet.height * POINTS_PER_MM))
    for code in sheet.codes:
        _draw_code(target, code, sheet.height)
    _draw_lines(target, sheet.lines, sheet.height)
    _draw_texts(target, sheet.texts, sheet.height, spelled)
    for stamp in sheet.stamps:
        _draw_stamp(target, stamp, sheet.height)


class _Codes(dict[str, tuple[str, str]]):
    """How a document writes the characters met so far: a font of its own, and a code."""

    def __init__(self, target: "canvas.Canvas", *, bold: bool) -> None:
        super().__init__()
        writer: Any = target
        self._document = writer._doc  # noqa: SLF001 - there is no other way in
        self._escaped = writer._escape  # noqa: SLF001
        self._bold = bold

    def __missing__(self, char: str) -> tuple[str, str]:
        ((face, _),) = runs(char, bold=self._bold)
        shown = font(face)
        ((subset, code),) = shown.splitString(char, self._document)
        name = shown.getSubsetInternalName(subset, self._document)
        self[char] = found = name, self._escaped(code)
        return found


def _speller(target: "canvas.Canvas") -> Spelled:
    """Return how a document writes a text: in the codes of its own fonts.

    Lists say the same again and again; what was said lately is not spelled out anew.
    """
    weights = _Codes(target, bold=False), _Codes(target, bold=True)

    @lru_cache(maxsize=SPELLINGS)
    def spelled(text: str, size: float, bold: bool) -> str:  # noqa: FBT001
        codes = weights[bold]
        if text.isascii() and text.isprintable() and text:
            # Every font of ours has the printable ASCII in one place, as it is.
            return f"{codes[text[0]][0]} {size:.3f} Tf ({text.translate(ESCAPES)}) Tj"
        return " ".join(
            f"{name} {size:.3f} Tf ({''.join([code for _, code in alike])}) Tj"
            for name, alike in groupby(map(codes.__getitem__, text), itemgetter(0))
        )

    return spelled


# Texts and lines are drawn as PDF operators: reportlab's own calls cost ten times as much.


def _draw_texts(
    target: "canvas.Canvas", texts: Iterable[Text], height: float, spelled: Spelled
) -> None:
    drawn = [
        f"1 0 0 1 {x * POINTS_PER_MM:.3f} {(height - y) * POINTS_PER_MM:.3f} Tm"
        f" {spelled(text, size, bold)}"
        for x, y, size, bold, text, _ in texts
    ]
    target.addLiteral("\n".join(("BT", *drawn, "ET")))


def _draw_lines(target: "canvas.Canvas", lines: Iterable[Line], height: float) -> None:
    drawn = ["q", MILLIMETRES]
    for (thickness, dashed), alike in groupby(lines, attrgetter("thickness", "dashed")):
        drawn.append(f"{thickness:g} w {DASHED if dashed else SOLID}")
        drawn += [
            f"{x1:.3f} {height - y1:.3f} m {x2:.3f} {height - y2:.3f} l"
            for x1, y1, x2, y2, _, _ in alike
        ]
        drawn.append("S")
    target.addLiteral("\n".join((*drawn, "Q")))


def _draw_code(target: "canvas.Canvas", code: Code, height: float) -> None:
    """Draw a code as a stencil of one bit a module: small, and without seams."""
    rows = qr_rows(code.text)
    side = len(rows)
    place = f"{code.x:.3f} {height - code.y - code.size:.3f} cm"
    target.addLiteral(
        f"q {MILLIMETRES} {code.size:.3f} 0 0 {code.size:.3f} {place}"
        f" BI /W {side} /H {side} /BPC 1 /IM true /F /AHx ID"
        f" {''.join(map(_hex_bits, rows))}> EI Q"
    )


def _hex_bits(row: bytes) -> str:
    """Return a row of modules as hexadecimal bits, filled up to whole bytes."""
    size = (len(row) + 7) // 8
    bits = row.translate(BITS).ljust(size * 8, b"1")
    return f"{int(bits, 2):0{size * 2}X}"


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
