"""The words and the masks of the papers that families take home, as data."""

import string
import tomllib
from typing import Annotated, Literal

import msgspec

from jisheng_desktop.domain.masking import (
    mask_id,
    mask_id_for_notice,
    mask_name,
    mask_phone,
)
from jisheng_desktop.domain.strict import Unreadable, conform

IdMask = Literal["MIDDLE", "NOTICE", "NONE"]
Sentence = Annotated[str, msgspec.Meta(max_length=120)]

# What a statement may speak of; `report` says whom to call after an accident.
PLACES = frozenset({"insurer", "report", "station"})


class Masking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which personal data a paper shows, and how much of it."""

    name: bool = False
    id_no: IdMask = "MIDDLE"
    phone: bool = True

    def shown_name(self, name: str) -> str:
        """Return a name as the paper shows it."""
        return mask_name(name) if self.name and name else name

    def shown_id(self, number: str) -> str:
        """Return an identity number as the paper shows it."""
        if self.id_no == "NONE":
            return number
        return mask_id(number) if self.id_no == "MIDDLE" else mask_id_for_notice(number)

    def shown_phone(self, phone: str) -> str:
        """Return a telephone number as the paper shows it."""
        return mask_phone(phone) if self.phone else phone


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The title and the statements of a receipt; `statements` may hold `PLACES`."""

    format: Literal[1]
    title: Sentence
    statements: Annotated[tuple[Sentence, ...], msgspec.Meta(max_length=8)]
    masking: Masking = Masking()


def read_wording(text: str) -> Wording:
    """Return the wording in a TOML text; raise `Unreadable` naming what is wrong."""
    try:
        wording = conform(tomllib.loads(text), Wording)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"回执文字不是有效的 TOML：{error}") from error
    for sentence in wording.statements:
        _require_places(sentence)
    return wording


def _require_places(sentence: str) -> None:
    try:
        parts = tuple(string.Formatter().parse(sentence))
    except ValueError as error:
        raise Unreadable(f"“{sentence}”中的花括号不成对") from error
    places = {name for _, name, _, _ in parts if name is not None}
    unknown = sorted(places - PLACES)
    if unknown:
        known = "、".join(sorted(PLACES))
        raise Unreadable(f"“{sentence}”中没有“{unknown[0]}”这一项，可用：{known}")
