"""Whether two persons with different numbers may be one: a question, never an answer."""

from jisheng_desktop.domain.pinyin import initials


def looks_alike(name: str, other: str, id_no: str, other_id: str) -> bool:
    """Tell whether two persons born on one day are of one sex and of similar name.

    Similar: one character off, or the same pinyin initials.
    """
    if _sex(id_no) != _sex(other_id):
        return False
    return distance(name, other) <= 1 or _sound_alike(name, other)


def distance(name: str, other: str) -> int:
    """Return how many characters must be changed, added or left out (Levenshtein)."""
    previous = list(range(len(other) + 1))
    for row, char in enumerate(name, start=1):
        current = [row]
        for column, theirs in enumerate(other, start=1):
            change = previous[column - 1] + (char != theirs)
            current.append(min(previous[column] + 1, current[-1] + 1, change))
        previous = current
    return previous[-1]


def _sound_alike(name: str, other: str) -> bool:
    return len(name) == len(other) and not initials(name).isdisjoint(initials(other))


def _sex(id_no: str) -> int | None:
    """Return the sex that an 18-digit number tells; None for other papers."""
    return int(id_no[16]) % 2 if len(id_no) == 18 and id_no[:17].isdigit() else None
