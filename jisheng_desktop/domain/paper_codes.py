"""Codes that travel on paper: no letter that is misread, in groups that are counted."""

# Without the letters and digits that are misread on paper: 30 characters, so that
# twelve of them hold 58 bits.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
CODE_GROUP = 4


def paper_code(choices: bytes) -> str:
    """Return the code to print for 12 random bytes below 30: `ABCD-EFGH-JKMN`."""
    letters = "".join(CODE_ALPHABET[each] for each in choices)
    groups = range(0, len(letters), CODE_GROUP)
    return "-".join(letters[at : at + CODE_GROUP] for at in groups)


def typed_code(text: str) -> str:
    """Return a code as it was printed, however it was typed."""
    letters = (c for c in text.upper() if c in CODE_ALPHABET)
    return paper_code(bytes(CODE_ALPHABET.index(c) for c in letters))
