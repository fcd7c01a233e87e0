"""Bank accounts for claims: form, card check digit and account holder."""

from collections.abc import Collection

from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.text import halfwidth, normal

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def check_account(
    number: str, holder: str, allowed_holders: Collection[str], *, field: str
) -> tuple[Problem, ...]:
    """Return E305 (not 8–32 digits), W304 (a card fails Luhn), W306 (another holder).

    Passbooks do not follow Luhn, so only numbers as long as a card (16–19 digits) are
    tested, and only with a warning.
    """
    digits = halfwidth(number).replace("-", "")
    problems: list[Problem] = []
    if not (digits.isascii() and digits.isdigit() and 8 <= len(digits) <= 32):
        problems.append(problem("E305", field, x=digits))
    elif 16 <= len(digits) <= 19 and not passes_luhn(digits):
        problems.append(problem("W304", field))
    if normal(holder) not in set(map(normal, allowed_holders)):
        problems.append(problem("W306", field, holder=normal(holder)))
    return tuple(problems)


def passes_luhn(digits: str) -> bool:
    """Return whether ASCII digits satisfy the check of bank cards (ISO/IEC 7812-1)."""
    backwards = [int(digit) for digit in reversed(digits)]
    total = sum(backwards[::2]) + sum(_DOUBLED[digit] for digit in backwards[1::2])
    return total % 10 == 0
