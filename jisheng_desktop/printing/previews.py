"""Pictures of PDF pages: what the screen shows and the printer gets is the same file."""

from threading import Lock
from typing import Any, NamedTuple

from jisheng_desktop.loading import pypdfium2

POINTS_PER_INCH = 72

# PDFium keeps global state: threads take turns.
_one_reader = Lock()


class PageImage(NamedTuple):
    """A page as pixels: rows of `stride` bytes, blue, green, red and one unused."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(content: bytes) -> int:
    """Return how many pages a PDF has."""
    with _one_reader, pypdfium2.PdfDocument(content) as opened:
        return len(opened)


def page_image(
    content: bytes, page: int, dpi: float, *, dots: bool = False
) -> PageImage:
    """Return a picture of a page at so many dots an inch.

    With `dots` no edge is smoothed: a dot-matrix printer has no grey.
    """
    with _one_reader, pypdfium2.PdfDocument(content) as opened:
        bitmap: Any = opened[page].render(
            scale=dpi / POINTS_PER_INCH,
            no_smoothtext=dots,
            no_smoothpath=dots,
            force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx,
        )
        return PageImage(
            bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)
        )
