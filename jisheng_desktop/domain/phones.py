"""Telephone numbers of households: mobiles first, landlines accepted."""

import re

import msgspec

from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.text import halfwidth

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([0-9]{7,8})")
_PUNCTUATION = str.maketrans(dict.fromkeys("-()."))
_COUNTRY = re.compile(r"(?:\+|00)?86(?=1[3-9][0-9]{9}$|0[0-9]{9,11}$)")


class Phone(msgspec.Struct, frozen=True):
    """A telephone number once normalised: 11 digits, or area code-number."""

    text: str
    problems: tuple[Problem, ...] = ()


def examine_phone(raw: str | None, *, field: str, required: bool) -> Phone:
    """Normalise a telephone number; E301 for a bad mobile, W302 for a bad landline.

    A number that begins with 0 is a landline. Missing is E301 only when `required`.
    """
    text = halfwidth(raw or "")
    if _MOBILE.fullmatch(text):
        return Phone(text)
    if not text:
        return Phone("", (problem("E301", field, x="未填"),) if required else ())
    digits = _COUNTRY.sub("", text.translate(_PUNCTUATION), count=1)
    if digits.startswith("0"):
        return _examine_landline(digits, text, field)
    if _MOBILE.fullmatch(digits):
        return Phone(digits)
    return Phone(text, (problem("E301", field, x=text),))


def _examine_landline(digits: str, text: str, field: str) -> Phone:
    match = _LANDLINE.fullmatch(digits)
    if match:
        return Phone(f"{match[1]}-{match[2]}")
    return Phone(text, (problem("W302", field, x=text),))
