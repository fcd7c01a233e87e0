"""Templates of papers as data: where things stand, in mm, and in which type size.

A form is a flow of rows; a row grows with its text and what does not fit goes on to
the next page, so nothing a template holds can be clipped or overlap.
"""

import string
import tomllib
from typing import Annotated, Literal, NamedTuple

import msgspec

from jisheng_desktop.domain.strict import Unreadable, conform

Align = Literal["left", "center", "right"]
Millimetres = Annotated[float, msgspec.Meta(ge=0, le=500)]
Points = Annotated[float, msgspec.Meta(ge=5, le=40)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a template: immutable, and closed to unknown keys."""


class Cell(Part, frozen=True, kw_only=True):
    """A piece of text in a row. `w` 0 takes what the other cells leave.

    In a row repeated for `each` item, `head` is the column's heading, and `merge`
    joins cells below each other that say the same. `rule` draws a line to sign on; `top`
    text begins at the top of its row instead of standing in its middle.
    """

    text: str = ""
    w: Millimetres = 0
    size: Points | None = None
    bold: bool = False
    align: Align = "left"
    head: str | None = None
    merge: bool = False
    rule: bool = False
    top: bool = False


class Row(Part, frozen=True, kw_only=True):
    """Cells side by side, at least `h` mm high and starting not above `at` mm.

    `each` repeats the row for every item of a list; `only` keeps it for one kind of
    paper, `when` leaves it out where that word is empty; `again` shows it on continuation
    pages too.
    """

    cells: tuple[Cell, ...]
    h: Millimetres | None = None
    at: Millimetres = 0
    gap: Millimetres = 0
    boxed: bool = True
    each: str | None = None
    only: str | None = None
    when: str | None = None
    again: bool = False


class Place(Part, frozen=True, kw_only=True):
    """Where the QR code stands on the form, and how large it is."""

    x: Millimetres
    y: Millimetres
    size: Millimetres


class Form(Part, frozen=True, kw_only=True):
    """An area of `width` × `height` mm with its margins, and the rows that fill it.

    `pad` is left free beside a cell's text, `lead` above and below it together.
    Boxed rows grow by up to `stretch` where the page has room to spare.
    """

    width: Millimetres
    height: Millimetres
    left: Millimetres
    right: Millimetres
    top: Millimetres
    bottom: Millimetres
    size: Points
    row: Millimetres
    pad: Millimetres
    lead: Millimetres
    line: Millimetres
    stretch: Annotated[float, msgspec.Meta(ge=1, le=2)] = 1.0
    stamp: Annotated[float, msgspec.Meta(ge=5, le=200)] = 90
    code: Place | None = None
    rows: tuple[Row, ...]

    @property
    def inner(self) -> float:
        """Return the width between the margins."""
        return self.width - self.left - self.right


class Frame(Part, frozen=True, kw_only=True):
    """Where a copy of the form stands on the paper, and for whom that copy is."""

    x: Millimetres = 0
    y: Millimetres = 0
    caption: str = ""


class Template(Part, frozen=True, kw_only=True):
    """A paper of `width` × `height` mm, its copies of a form, and where to cut.

    `form` may name another template whose form is used.
    """

    format: Literal[1]
    name: str
    width: Millimetres
    height: Millimetres
    frames: Annotated[tuple[Frame, ...], msgspec.Meta(min_length=1)] = (Frame(),)
    cuts: tuple[Millimetres, ...] = ()
    dots: bool = False
    form: Form | str


class Vocabulary(NamedTuple):
    """The words a template may use: those of the paper, and those of each list."""

    fields: frozenset[str]
    lists: tuple[tuple[str, frozenset[str]], ...] = ()

    def of(self, each: str | None) -> frozenset[str] | None:
        """Return the words of a list, or of the paper; None for an unknown list."""
        return self.fields if each is None else dict(self.lists).get(each)


class Unprintable(Unreadable):
    """A template that cannot be used; the sentence says which and why."""


def read_template(text: str, name: str, vocabulary: Vocabulary) -> Template:
    """Return the template in a TOML text that speaks in the vocabulary.

    Raises `Unprintable` naming the template and what is wrong with it.
    """
    try:
        template = conform(tomllib.loads(text), Template)
        if isinstance(template.form, Form):
            _check(template.form, vocabulary)
    except tomllib.TOMLDecodeError as error:
        raise Unprintable(f"打印模板“{name}”不是有效的 TOML：{error}") from error
    except Unreadable as error:
        raise Unprintable(f"打印模板“{name}”不能用：{error}") from error
    return template


def _check(form: Form, vocabulary: Vocabulary) -> None:
    for number, row in enumerate(form.rows, 1):
        if sum(cell.w for cell in row.cells) > form.inner + 0.01:
            raise Unreadable(f"第{number}行各格宽度之和超过{form.inner:g}毫米")
        known = vocabulary.of(row.each)
        if known is None:
            raise Unreadable(f"第{number}行没有“{row.each}”这一列表")
        if row.when is not None and row.when not in vocabulary.fields:
            raise Unreadable(f"第{number}行没有“{row.when}”这一项")
        for cell in row.cells:
            for name in _names(cell.text, number):
                if name not in known:
                    raise Unreadable(f"第{number}行没有“{name}”这一项")


def _names(text: str, row: int) -> list[str]:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as error:
        raise Unreadable(f"第{row}行的花括号不成对") from error
    return [name for _, name, _, _ in parts if name is not None]
