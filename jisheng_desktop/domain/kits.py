"""The enrolment kit: what turns a bare computer into a station (sync.md section 4)."""

from jisheng_desktop.domain.bundles import (
    Certificate,
    Count,
    Hex,
    Sealable,
    Word,
)
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.stations import Level, Village


class Kit(Sealable, frozen=True, kw_only=True):
    """A station's identity, one-time token, villages, and whom it may trust.

    Holds no private key: the station makes its own. `relay_recipient` is the township
    that may read its bundles; numbers and bundles are counted on from where an earlier
    computer of the station left off. The certificate goes back with every bundle. So many
    schemes follow, then households.
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
    certificate: Certificate
    schemes: Count


class KitScheme(Sealable, frozen=True, kw_only=True):
    """A scheme in a kit, word for word."""

    scheme: str


class KitHousehold(Sealable, frozen=True, kw_only=True):
    """A household of last year's roster."""

    document: HouseholdDocument
