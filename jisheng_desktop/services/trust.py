"""Whom to believe: keys that were bound, introduced with a kit's token, or withdrawn."""

import hmac

from db.queries import station_keys
from db.queries.station_keys import Registered, StationKey
from jisheng_desktop.domain.bundles import Introduction, Manifest
from jisheng_desktop.domain.refusals import WRONG_STATION, Refusal, not_genuine
from jisheng_desktop.sealing.keys import introduce, token_name
from jisheng_desktop.services.moments import stamp


def require_trusted(manifest: Manifest) -> None:
    """Accept a bundle's key, binding a new one that its kit's token vouches for.

    Raises `Refusal` for an unknown, withdrawn or foreign key. Runs inside the
    transaction of the caller.
    """
    registered = station_keys.registered(manifest.station)
    if registered is None:
        raise Refusal(
            WRONG_STATION, f"本区没有代码为{manifest.station}的站点，文件已隔离，请核实"
        )
    if (manifest.level, manifest.parent) != (registered.level, registered.parent):
        raise Refusal(
            WRONG_STATION, f"站点{manifest.station}的级别或上级与登记不符，请核实"
        )
    known = station_keys.key(manifest.key)
    if known is None:
        _bind(manifest, registered)
    elif known.station != manifest.station:
        raise not_genuine()
    elif known.withdrawn_at is not None:
        raise _withdrawn(manifest.station, known.withdrawn_at)


def is_known(manifest: Manifest) -> bool:
    """Tell whether a bundle's key stands in the district's directory."""
    known = station_keys.key(manifest.key)
    return (
        known is not None
        and known.station == manifest.station
        and known.withdrawn_at is None
    )


def _bind(manifest: Manifest, registered: Registered) -> None:
    word = manifest.introduction
    if word is None or not _vouched(word, manifest.key, registered):
        raise not_genuine()
    if registered.withdrawn_at is not None:
        raise _withdrawn(registered.code, registered.withdrawn_at)
    if station_keys.has_token(registered.code, word.token):
        raise Refusal(
            WRONG_STATION,
            f"站点{registered.code}的站点文件被用了两次：有两台电脑。"
            "文件已隔离，请确认哪一台继续使用，并为它重新制作站点文件",
        )
    now = stamp()
    station_keys.withdraw(registered.code, now)
    fresh = StationKey(word.key, registered.code, word.recipient, word.token, None)
    station_keys.bind(fresh, now)


def _withdrawn(station: str, at: str) -> Refusal:
    return Refusal(WRONG_STATION, f"站点{station}已于{at[:10]}停用，文件已隔离，请核实")


def _vouched(word: Introduction, key: str, registered: Registered) -> bool:
    if word.key != key or word.token != token_name(registered.token):
        return False
    expected = introduce(registered.token, word.key, word.recipient)
    return hmac.compare_digest(expected, word.mac)
