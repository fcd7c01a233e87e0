"""Normal forms of what people type: free text, and runs of digits and letters."""

import re
import unicodedata

_INVISIBLE = (
    *range(0x09),
    *range(0x0E, 0x20),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
    0xAD,  # soft hyphen
    0x034F,
    0x061C,
    0x180E,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xFE00, 0xFE10),  # variation selectors
    0xFEFF,
    *range(0xE0100, 0xE01F0),
)
# Text copied out of PDFs holds radicals that look exactly like the character meant.
_RADICALS = (0x2E9F, 0x2EF3, *range(0x2F00, 0x2FD6))

# Half of a pair means nothing and cannot be stored; the replacement is seen and refused.
_SURROGATES: dict[int, str | None] = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")

_VISIBLE = dict.fromkeys(_INVISIBLE) | _SURROGATES
_VISIBLE.update({code: unicodedata.normalize("NFKC", chr(code)) for code in _RADICALS})
_SPACES = re.compile(r"\s+")

_HALF: dict[int, str | None] = {
    code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)
}
_HALF.update(dict.fromkeys(_INVISIBLE) | _SURROGATES)
_HALF.update(dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-"))


def normal(text: str) -> str:
    """Return free text in its stored form: NFC, no invisible characters, single spaces.

    Compatibility characters keep their identity (never NFKC); only radicals from
    copied PDFs become the characters they stand for. Line breaks become spaces.
    """
    if text.isascii():
        return " ".join(text.split()) if text.isprintable() else _cleaned(text)
    if text.isalnum() and unicodedata.is_normalized("NFC", text):
        return text
    return _cleaned(text)


def _cleaned(text: str) -> str:
    visible = unicodedata.normalize("NFC", text).translate(_VISIBLE)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", visible)).strip()


def halfwidth(text: str) -> str:
    """Return a number or telephone with full-width signs as ASCII and no white space."""
    if text.isascii() and text.isalnum():
        return text
    return "".join(text.translate(_HALF).split())
