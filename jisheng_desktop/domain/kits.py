"""The enrolment kit: what turns a bare computer into a station (sync.md section 4)."""

from jisheng_desktop.domain.bundles import Count, Hex, Sealable, Word
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.stations import Level, Village

# Without the letters and digits that are misread on paper: 30 characters, so that
# twelve of them hold 58 bits.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12
CODE_GROUP = 4


class Kit(Sealable, frozen=True, kw_only=True):
    """A station's identity, one-time token, villages, and whom it may trust.

    Holds no private key: the station makes its own. `relay_recipient` is the township
    that may read its bundles; numbers and bundles are counted on from where an earlier
    computer of the station left off. So many schemes follow, then households.
    """

    level: Level
    code: Word
    name: Word
    parent: Word
    token: bytes
    villages: tuple[Village, ...]
    issued_by: Word
    issued_at: Word
    district_key: Hex
    district_recipient: Word
    relay_recipient: Word | None
    numbers_begin: Count
    bundles_begin: Count
    schemes: Count


class KitScheme(Sealable, frozen=True, kw_only=True):
    """A scheme in a kit, word for word."""

    scheme: str


class KitHousehold(Sealable, frozen=True, kw_only=True):
    """A household of last year's roster."""

    document: HouseholdDocument


def kit_code(choices: bytes) -> str:
    """Return the code to print for 12 random bytes below 30: `ABCD-EFGH-JKMN`."""
    letters = "".join(CODE_ALPHABET[each] for each in choices)
    groups = range(0, len(letters), CODE_GROUP)
    return "-".join(letters[at : at + CODE_GROUP] for at in groups)


def typed_code(text: str) -> str:
    """Return a code as it was printed, however it was typed."""
    letters = (c for c in text.upper() if c in CODE_ALPHABET)
    return kit_code(bytes(CODE_ALPHABET.index(c) for c in letters))
