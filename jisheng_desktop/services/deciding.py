"""Deciding without a library: documents and schemes from files, nothing stored."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from jisheng_desktop.domain.decisions import Decision, decide
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.explaining import Section, explain
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.reading import read_document
from jisheng_desktop.domain.scheme_doubts import scheme_doubts
from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.strict import Unreadable
from jisheng_desktop.services.handed_in import read_bytes, read_lines
from resources import resource


class LineError(msgspec.Struct, frozen=True):
    """A line of a bulk file that could not be read; `line` counts from 1."""

    error: str
    line: int


class SchemeReading(msgspec.Struct, frozen=True):
    """A scheme in words: sections of sentences, and what deserves a second look."""

    ok: bool
    id: str
    name: str
    sections: tuple[Section, ...]
    warnings: tuple[Problem, ...]


def load_scheme(name: str) -> Scheme:
    """Return the scheme in a file, or the shipped scheme with this id.

    Raises `Unreadable` naming the line and key at fault, `EnvironmentTrouble` when
    the file cannot be read.
    """
    shipped = resource("schemes", f"{name}.toml")
    if not Path(name).exists() and shipped.is_file():
        return read_scheme(shipped.read_bytes())
    return read_scheme(read_bytes(Path(name)))


def decide_file(file: Path, scheme: Scheme, *, on: date | None = None) -> Decision:
    """Return the decision on the document in a file; `on` replaces `enrolled_on`."""
    return decide(_on(read_document(read_bytes(file)), on), scheme)


def decide_lines(
    file: Path, scheme: Scheme, *, on: date | None = None
) -> Iterator[Decision | LineError]:
    """Yield a decision, or why there is none, for each line of a file in order."""
    for number, line in enumerate(read_lines(file), start=1):
        try:
            yield decide(_on(read_document(line), on), scheme)
        except Unreadable as error:
            yield LineError(str(error), number)


def check_scheme(name: str) -> SchemeReading:
    """Return what a scheme file means, in words; raise as `load_scheme` does."""
    scheme = load_scheme(name)
    return SchemeReading(
        ok=True,
        id=scheme.id,
        name=scheme.name,
        sections=explain(scheme),
        warnings=(*_rates_unlike_the_source(scheme), *scheme_doubts(scheme)),
    )


def _on(document: HouseholdDocument, on: date | None) -> HouseholdDocument:
    if on is None:
        return document
    return msgspec.structs.replace(document, enrolled_on=on)


def _rates_unlike_the_source(scheme: Scheme) -> Iterator[Problem]:
    """W952: a rate that differs from the source the shipped scheme was read from."""
    shipped = resource("schemes", f"{scheme.id}.toml")
    if not shipped.is_file():
        return
    source = read_scheme(shipped.read_bytes())
    for category in scheme.categories:
        stated = source.category(category.code)
        if stated is not None and stated.rate_fen != category.rate_fen:
            values = {"x": yuan(category.rate_fen), "y": yuan(stated.rate_fen)}
            at = f"categories.{category.code}.rate_fen"
            yield problem("W952", at, category=category.name, **values)
