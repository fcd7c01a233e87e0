"""Whether two persons with different numbers may be one: a question, never an answer."""


def is_one_sex(id_no: str, other_id: str) -> bool:
    """Tell whether two identity numbers are of one sex, as far as they tell it."""
    return _sex(id_no) == _sex(other_id)


def is_one_off(name: str, other: str) -> bool:
    """Tell whether at most one character is changed, added or left out."""
    short, long = (name, other) if len(name) < len(other) else (other, name)
    if len(long) - len(short) > 1:
        return False
    at = 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    return long[at + 1 :] == short[at + len(short) - len(long) + 1 :]


def _sex(id_no: str) -> int | None:
    """Return the sex that an 18-digit number tells; None for other papers."""
    return int(id_no[16]) % 2 if len(id_no) == 18 and id_no[:17].isdigit() else None
