"""Masked forms of personal data for lists, screens and public notices."""

from jisheng_desktop.domain.names import SEPARATOR, surname_length


def mask_name(name: str) -> str:
    """Return the surname and a star for each further character; one alone is a star.

    Names with a separator or spaces keep their first part: 阿依古丽·**, John **.
    """
    for mark in (SEPARATOR, " "):
        first, found, rest = name.partition(mark)
        if first and found and rest:
            return f"{first}{mark}**"
    return _masked(name, min(surname_length(name), len(name) - 1), 0)


def mask_id(number: str) -> str:
    """Return a number with its middle starred (530402********1234); short ones show less."""
    return _masked(number, min(6, len(number) // 3), min(4, len(number) // 4))


def mask_alike(number: str, other: str) -> str:
    """Return a number masked like any other, but for the characters in which it differs
    from another of the same length: those are what people must compare.
    """
    hidden = mask_id(number)
    if len(number) != len(other):
        return hidden
    shown = zip(number, other, hidden, strict=True)
    return "".join(char if char != theirs else mask for char, theirs, mask in shown)


def mask_id_for_notice(number: str) -> str:
    """Return a number fit for publication: 5304**********34, whatever its length."""
    head, tail = min(4, len(number) // 4), min(2, len(number) // 8)
    return f"{number[:head]}{'*' * 10}{number[len(number) - tail :]}"


def mask_phone(phone: str) -> str:
    """Return a telephone number with its middle starred: 138****0001."""
    return _masked(phone, min(3, len(phone) // 3), min(4, (len(phone) + 1) // 3))


def mask_account(number: str) -> str:
    """Return an account number of which only the last four digits show."""
    return _masked(number, 0, min(4, len(number) // 2))


def _masked(text: str, head: int, tail: int) -> str:
    head = max(head, 0)
    return f"{text[:head]}{'*' * (len(text) - head - tail)}{text[len(text) - tail :]}"
