"""Who speaks for the district while its keys change: the old keys announce the new.

Runs inside the transaction of the use case that calls it, where it writes.
"""

from collections.abc import Iterator

from db.queries import former_keys, offices, station_keys
from jisheng_desktop.domain.answers import KeyNotice
from jisheng_desktop.domain.refusals import WRONG_STATION, Refusal, not_genuine
from jisheng_desktop.sealing.keys import Keys
from jisheng_desktop.services.keyring import (
    DISTRICT_KEY,
    District,
    district,
    know_district,
)

# At a station: the key that announced the present one and still counts until then.
KEY_BEFORE = "district_key_before"
# At the district: the recipient for whom a station last sealed its bundle.
WRITES_TO = "writes_to/"


# -- at the district ----------------------------------------------------------------


def district_notices(keys: Keys) -> Iterator[KeyNotice]:
    """Yield the district's own keys as every station should know them."""
    code = offices.office().code
    for each in former_keys.everyone():
        yield _notice(each.key, code, each.recipient, each.until)
    yield _notice(keys.public.hex(), code, keys.recipient, None)


def note_reader(
    station: str, recipients: tuple[str, ...], *, beside_others: bool
) -> None:
    """Note by which of our keys a station knows us, as its bundle shows.

    Of several computers that wait for one answer (`beside_others`), the one that knows
    the oldest counts: it would believe no other.
    """
    if not recipients:
        return
    before = offices.fact(f"{WRITES_TO}{station}")
    if not (beside_others and _age(before) > _age(recipients[0])):
        offices.put_fact(f"{WRITES_TO}{station}", recipients[0])


def _age(recipient: str | None) -> int:
    former = [each.recipient for each in former_keys.everyone()]
    return former.index(recipient) + 1 if recipient in former else 0


def speaker_for(station: str, keys: Keys) -> Keys:
    """Return the keys by which a station knows us: it believes no others yet."""
    reader = offices.fact(f"{WRITES_TO}{station}")
    former = (each for each in keys.former if each.recipient == reader)
    return next(former, keys)


# -- at a station -------------------------------------------------------------------


def speaks_for_district(key: str, above: District) -> bool:
    """Tell whether an answer under this key is to be believed here."""
    return key in (above.key, offices.fact(KEY_BEFORE))


def require_district(key: str, above: District) -> None:
    """Raise `Refusal` for an answer that no key of the district ever signed, or one
    that has been replaced.
    """
    if not speaks_for_district(key, above):
        raise _replaced() if was_district(key, above) else not_genuine()


def was_district(key: str, above: District) -> bool:
    """Tell whether a key is, or once was, the district's."""
    known = station_keys.key(key)
    return key == above.key or (known is not None and known.station == above.code)


def heed_district_key(notice: KeyNotice) -> None:
    """Believe the new key of the district; the one before counts until it is used."""
    above = district()
    if above is None or notice.station != above.code or notice.withdrawn_at:
        return
    if notice.key != above.key:
        offices.put_fact(KEY_BEFORE, above.key)
        know_district(above._replace(key=notice.key, recipient=notice.recipient))


def settle_succession(key: str) -> None:
    """Believe the earlier key no more once the present one has signed an answer."""
    if key == offices.fact(DISTRICT_KEY):
        offices.put_fact(KEY_BEFORE, "")


def _notice(key: str, code: str, recipient: str, until: str | None) -> KeyNotice:
    return KeyNotice(key=key, station=code, recipient=recipient, withdrawn_at=until)


def _replaced() -> Refusal:
    return Refusal(
        WRONG_STATION,
        "区县已更换密钥，这份旧答复不再有效；请再上报一次，向区县索取新的答复",
    )
