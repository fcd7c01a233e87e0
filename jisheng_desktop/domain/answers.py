"""The entries of an answer stream: what a district tells a station (sync.md section 6)."""

from typing import Annotated, Literal

import msgspec

from jisheng_desktop.domain.bundles import Hex, Sealable, Word
from jisheng_desktop.domain.journal import Entry
from jisheng_desktop.domain.refusals import outrageous
from jisheng_desktop.domain.verdicts import Verdict

AnswerKind = Literal["VERDICT", "SCHEME", "KEY"]

SchemeText = Annotated[str, msgspec.Meta(max_length=60_000)]


class SchemeUpdate(Sealable, frozen=True, kw_only=True):
    """A scheme file, word for word, that replaces the one with its id."""

    scheme: SchemeText


class KeyNotice(Sealable, frozen=True, kw_only=True):
    """A station's public keys as the district has them, or that they are withdrawn."""

    key: Hex
    station: Word
    recipient: Word
    withdrawn_at: Word | None


Answer = Verdict | SchemeUpdate | KeyNotice

_SHAPES: dict[str, type[Verdict] | type[SchemeUpdate] | type[KeyNotice]] = {
    "VERDICT": Verdict,
    "SCHEME": SchemeUpdate,
    "KEY": KeyNotice,
}


def read_answer(entry: Entry) -> Answer | None:
    """Return what an entry says; None for a kind that only a later program knows."""
    shape = _SHAPES.get(entry.kind)
    if shape is None:
        return None
    try:
        return msgspec.convert(entry.data, shape)
    except msgspec.ValidationError as error:
        raise outrageous() from error
