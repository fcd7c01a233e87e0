"""Papers: the templates that ship with the program, or a district's own in their place."""

from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

import msgspec

from jisheng_desktop.printing.bands import Content
from jisheng_desktop.printing.composing import compose
from jisheng_desktop.printing.forms import (
    Form,
    Template,
    Unprintable,
    Vocabulary,
    read_template,
)
from jisheng_desktop.printing.sheets import Line, Sheet, moved
from resources import resource

Paper = Literal["A4", "A5", "241x140"]
PAPERS: tuple[Paper, ...] = get_args(Paper)
CUT_THICKNESS = 0.15


def template_text(name: str, own: Path | None) -> str:
    """Return the text of a template: the station's own, else the one that ships."""
    if own is not None and (own / f"{name}.toml").is_file():
        return (own / f"{name}.toml").read_text(encoding="utf-8-sig")
    return resource("templates", f"{name}.toml").read_text(encoding="utf-8")


def load_template(
    kind: str, paper: str, vocabulary: Vocabulary, own: Path | None = None
) -> Template:
    """Return the template of a kind of document on a paper, its form filled in.

    Raises `Unprintable` for a template that cannot be used.
    """
    template = _read(f"{kind}-{paper}", own, vocabulary)
    if isinstance(template.form, str):
        lender = _read(f"{kind}-{template.form}", own, vocabulary)
        template = msgspec.structs.replace(template, form=lender.form)
    if isinstance(template.form, str):
        raise Unprintable(f"打印模板“{kind}-{paper}”借用的版式自己也是借来的")
    return template


def on_paper(template: Template, content: Content) -> tuple[Sheet, ...]:
    """Return the sheets of paper that show a content, a copy in each frame."""
    form = template.form
    if not isinstance(form, Form):
        raise TypeError("a template without a form of its own")
    copies = [
        [
            moved(page, frame.x, frame.y)
            for page in compose(form, content, caption=frame.caption)
        ]
        for frame in template.frames
    ]
    return tuple(_together(template, pages) for pages in zip(*copies, strict=True))


def _read(name: str, own: Path | None, vocabulary: Vocabulary) -> Template:
    return _parsed(template_text(name, own), name, vocabulary)


@lru_cache(maxsize=32)
def _parsed(text: str, name: str, vocabulary: Vocabulary) -> Template:
    return read_template(text, name, vocabulary)


def _together(template: Template, copies: tuple[Sheet, ...]) -> Sheet:
    """Return the copies of a page on one sheet, with the lines to cut along."""
    cuts = (
        Line(0, y, template.width, y, CUT_THICKNESS, dashed=True) for y in template.cuts
    )
    return Sheet(
        template.width,
        template.height,
        texts=tuple(each for sheet in copies for each in sheet.texts),
        lines=(*(each for sheet in copies for each in sheet.lines), *cuts),
        codes=tuple(each for sheet in copies for each in sheet.codes),
        stamps=tuple(each for sheet in copies for each in sheet.stamps),
    )
