"""Identity numbers that Excel has spoilt: what is left of them, and how to say so."""

import re

from jisheng_desktop.domain.identity import born_in, check_digit, upgrade_15
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.regions import is_known
from jisheng_desktop.domain.sheets import Cell
from jisheng_desktop.domain.text import halfwidth

# A spreadsheet keeps 15 digits of a number; 16 and more have lost their end.
KEPT_DIGITS = 15
FIRST_DIGITS = "1234567"
THIS_CENTURY = 2000

_SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?E\+?(\d{1,2})")
_ROUNDED = re.compile(r"\d{15}000")
_SEVENTEEN = re.compile(r"\d{17}")
_CUT = re.compile(r"\d{6}(?:19|20)\d{7}")
_HEADLESS = re.compile(r"\d{16}[\dX]")


def number_text(cell: Cell) -> str:
    """Return an identity number's cell as text, exact as far as the sheet kept it."""
    if isinstance(cell, str):
        return halfwidth(cell).lstrip("'’`").upper()
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return str(cell)
    text = f"{cell:.0f}"
    return text[:KEPT_DIGITS].ljust(len(text), "0")


def damage(cell: Cell, text: str, *, field: str) -> Problem | None:
    """Return how a spreadsheet spoilt a number (E121–E123), or None for a whole one.

    `text` is what `number_text` makes of the cell. A text that ends in 000 is whole
    when its check digit fits; a numeric cell of more than 15 digits never is. Fifteen
    digits are whole when they are a first-generation number.
    """
    if _is_rounded(cell, text) or _is_cut(text):
        return problem("E121", field, x=text)
    if _SEVENTEEN.fullmatch(text) and check_digit(text) == "X":
        return problem("E122", field, x=text)
    if _HEADLESS.fullmatch(text) and _lost_first(text):
        return problem("E123", field, x=text)
    return None


def surviving(text: str) -> str:
    """Return the leading digits of a spoilt number that can be relied on."""
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        digits = scientific[1] + (scientific[2] or "")
        # The last digit shown was rounded.
        return digits[:-1]
    return text[:KEPT_DIGITS]


def beginnings(found: Problem, text: str) -> tuple[str, ...]:
    """Return how the whole number behind a spoilt one may begin."""
    if found.code == "E123":
        return tuple(first + text for first in FIRST_DIGITS)
    return (surviving(text),)


def _is_rounded(cell: Cell, text: str) -> bool:
    if _SCIENTIFIC.fullmatch(text):
        return True
    if not isinstance(cell, str):
        return len(text) > KEPT_DIGITS
    return _ROUNDED.fullmatch(text) is not None and check_digit(text[:17]) != text[17]


def _is_cut(text: str) -> bool:
    """Tell 15 digits left of 18 from a first-generation number.

    Some could be either: then a birth in this century is likelier than one in 1920.
    """
    born = born_in(text) if _CUT.fullmatch(text) else None
    if born is None:
        return False
    return born.year >= THIS_CENTURY or born_in(upgrade_15(text)) is None


def _lost_first(text: str) -> bool:
    """Tell whether exactly a first digit makes it a sound number."""
    whole = (first + text for first in FIRST_DIGITS)
    return any(
        check_digit(each[:17]) == each[17] and is_known(each[:6]) for each in whole
    )
