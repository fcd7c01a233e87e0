"""Whose keys: our own, the district's, and those of the stations."""

from functools import lru_cache
from typing import NamedTuple

import msgspec

from db.queries import former_keys, offices, station_keys
from jisheng_desktop.sealing.keys import Keys, open_keys, unseal_secret
from jisheng_desktop.services.operators import Session

DISTRICT_CODE = "district_code"
DISTRICT_KEY = "district_key"
DISTRICT_RECIPIENT = "district_recipient"
RELAY_RECIPIENT = "relay_recipient"
NUMBERS_BEGIN = "numbers_begin"
BUNDLES_BEGIN = "bundles_begin"

OFFICE_LEVELS = ("DISTRICT", "CITY")


class District(NamedTuple):
    """The district as its kit and its answers made it known: whom to trust and write to.

    `relay` is the township, where the district lets it read.
    """

    code: str
    key: str
    recipient: str
    relay: str | None


def own_keys(session: Session) -> Keys:
    """Return the keys of the open library, and those that they replaced."""
    return _keys(session.secret, former_keys.boxes())


def district() -> District | None:
    """Return the district of this station; None where no sealed kit named it."""
    key, recipient = offices.fact(DISTRICT_KEY), offices.fact(DISTRICT_RECIPIENT)
    if key is None or recipient is None:
        return None
    code = offices.fact(DISTRICT_CODE) or ""
    return District(code, key, recipient, _relay(code))


def know_district(found: District) -> None:
    """Write down whom to trust, inside the transaction of the caller."""
    offices.put_fact(DISTRICT_CODE, found.code)
    offices.put_fact(DISTRICT_KEY, found.key)
    offices.put_fact(DISTRICT_RECIPIENT, found.recipient)
    if found.relay:
        offices.put_fact(RELAY_RECIPIENT, found.relay)


def _relay(district_code: str) -> str | None:
    """The township above: its present key, once answers tell its keys, else the kit's.

    A township that has been withdrawn reads no more.
    """
    above = offices.office().parent
    if above is None or above == district_code:
        return None
    if not station_keys.is_told_of(above):
        return offices.fact(RELAY_RECIPIENT)
    key = station_keys.valid(above)
    return key.recipient if key else None


@lru_cache(maxsize=8)
def _keys(secret: bytes, boxes: tuple[bytes, ...]) -> Keys:
    former = tuple(open_keys(unseal_secret(box, secret)) for box in boxes)
    return msgspec.structs.replace(open_keys(secret), former=former)
