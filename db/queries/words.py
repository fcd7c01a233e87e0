"""The words by which search finds a person, spaced for the full-text index."""

from jisheng_desktop.domain.pinyin import initials as readings

# Stands between two readings of a name, so that no phrase reaches across.
BOUNDARY = " 0 "


def characters(text: str) -> str:
    """Return a name as single characters: a phrase of them is any part of the name."""
    return " ".join(text.lower().replace(" ", ""))


def initials(name: str) -> str:
    """Return every reading of a name's pinyin initials, letter by letter."""
    return BOUNDARY.join(" ".join(each) for each in sorted(readings(name)))


def share_reading(one: str, other: str) -> bool:
    """Tell whether two names, given as `initials` has them, may be abbreviated alike."""
    if one == other:
        return bool(one)
    return not set(one.split(BOUNDARY)).isdisjoint(other.split(BOUNDARY))


def digits(*numbers: str | None) -> str:
    """Return identity, telephone and record numbers, apart from each other."""
    return " ".join(number for number in numbers if number)
