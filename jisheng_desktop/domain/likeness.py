"""Whether two identity numbers may be one person's, mistyped or reissued."""

from jisheng_desktop.domain.identity import upgrade_15


def is_near(first: str, second: str) -> bool:
    """Tell whether two numbers of people of one name are near enough to be looked at.

    Near: one digit wrong, one left out or too many, two neighbours exchanged, the old
    15-digit form, or the same day of birth.
    """
    first, second = _modern(first), _modern(second)
    if first == second:
        return False
    same_birth = len(first) == len(second) == 18 and first[6:14] == second[6:14]
    return same_birth or _one_wrong(first, second) or _one_missing(first, second)


def _modern(number: str) -> str:
    old = len(number) == 15 and number.isascii() and number.isdigit()
    return upgrade_15(number) if old else number


def _one_wrong(first: str, second: str) -> bool:
    if len(first) != len(second):
        return False
    wrong = [at for at, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        at = wrong[0]
        return first[at] == second[at + 1] and first[at + 1] == second[at]
    return len(wrong) == 1


def _one_missing(first: str, second: str) -> bool:
    short, long = sorted((first, second), key=len)
    if len(long) != len(short) + 1:
        return False
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
