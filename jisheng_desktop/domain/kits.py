"""The enrolment kit: what turns a bare computer into a station (sync.md section 4)."""

import msgspec

from jisheng_desktop.domain.stations import Level, Village

KIT_FORMAT = 1

# Without the letters and digits that are misread on paper: 30 characters, so that
# twelve of them hold 58 bits.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
CODE_GROUP = 4


class Kit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A station's identity, one-time token, schemes and villages.

    Holds no private key: the station makes its own.
    """

    level: Level
    code: str
    name: str
    parent: str
    token: bytes
    schemes: tuple[str, ...]
    villages: tuple[Village, ...]
    issued_by: str
    issued_at: str


class SealedKit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A kit as it travels: the content under the code that travels on paper."""

    format: int
    kind: str
    sealed: bytes


def kit_code(choices: bytes) -> str:
    """Return the code to print for 12 random bytes below 30: `ABCD-EFGH-JKMN`."""
    letters = "".join(CODE_ALPHABET[each] for each in choices)
    groups = range(0, len(letters), CODE_GROUP)
    return "-".join(letters[at : at + CODE_GROUP] for at in groups)


def typed_code(text: str) -> str:
    """Return a code as it was printed, however it was typed."""
    letters = (c for c in text.upper() if c in CODE_ALPHABET)
    return kit_code(bytes(CODE_ALPHABET.index(c) for c in letters))
