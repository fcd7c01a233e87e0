"""A sheet of paper as a list of marks on it: text, lines and codes, in millimetres.

The origin is the top left corner, y grows downwards. A sheet is complete: drawing it
takes no decisions, and what it holds can be measured before anything is printed.
"""

from typing import NamedTuple

MM_PER_POINT = 25.4 / 72

# The em box of a Chinese character stands this far above and below its baseline.
ASCENT = 0.88
DESCENT = 0.12


class Text(NamedTuple):
    """A line of text: left end and baseline in mm, size in points, width in mm."""

    x: float
    y: float
    size: float
    bold: bool
    text: str
    width: float


class Line(NamedTuple):
    """A straight line of some thickness, dashed where one may cut."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float
    dashed: bool = False


class Code(NamedTuple):
    """A QR code of `size` mm, its quiet zone around it left free."""

    x: float
    y: float
    size: float
    text: str


class Stamp(NamedTuple):
    """Large outlined words across the middle of an area, such as 作废."""

    x: float
    y: float
    size: float
    text: str


class Sheet(NamedTuple):
    """One side of paper of `width` × `height` mm and everything on it."""

    width: float
    height: float
    texts: tuple[Text, ...] = ()
    lines: tuple[Line, ...] = ()
    codes: tuple[Code, ...] = ()
    stamps: tuple[Stamp, ...] = ()


def moved(sheet: Sheet, dx: float, dy: float) -> Sheet:
    """Return the sheet with everything on it moved, the paper itself unchanged."""
    if not dx and not dy:
        return sheet
    return sheet._replace(
        texts=tuple(t._replace(x=t.x + dx, y=t.y + dy) for t in sheet.texts),
        lines=tuple(
            each._replace(
                x1=each.x1 + dx, y1=each.y1 + dy, x2=each.x2 + dx, y2=each.y2 + dy
            )
            for each in sheet.lines
        ),
        codes=tuple(c._replace(x=c.x + dx, y=c.y + dy) for c in sheet.codes),
        stamps=tuple(s._replace(x=s.x + dx, y=s.y + dy) for s in sheet.stamps),
    )
