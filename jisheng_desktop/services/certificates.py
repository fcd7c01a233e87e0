"""The certificate of a kit: by it a district knows a station again that it has forgotten.

A district restored from a backup does not remember the kits that it issued since. Every
bundle shows it its own signature (sync.md section 4).
"""

import msgspec

from db.queries import offices
from jisheng_desktop.domain.bundles import Certificate, Manifest, encoded
from jisheng_desktop.domain.stations import NewStation, Village
from jisheng_desktop.sealing import age
from jisheng_desktop.sealing.keys import Keys
from jisheng_desktop.services.keyring import own_keys
from jisheng_desktop.services.operators import Session

# At the district: how many kits a station was issued. At a station: its certificate.
TURN = "kits/"
CERTIFICATE = "certificate"


def certified(
    station: NewStation, token: bytes, issued_at: str, keys: Keys
) -> Certificate:
    """Return the certificate of a station's next kit, whose token only we can read."""
    certificate = Certificate(
        station=station.code,
        name=station.name,
        level=station.level,
        parent=station.parent,
        turn=_turn(station.code) + 1,
        issued_at=issued_at,
        token=age.seal(token, [keys.recipient]),
    )
    signature = keys.sign(_message(certificate)).hex()
    return msgspec.structs.replace(certificate, signature=signature)


def enter(certificate: Certificate, token: bytes) -> None:
    """Write the station of a kit into the register; a later kit replaces an earlier one.

    Runs inside the transaction of the caller.
    """
    code, name = certificate.station, certificate.name
    station = NewStation(certificate.level, code, name, certificate.parent)
    offices.put_station(station, token, certificate.issued_at)
    offices.put_fact(f"{TURN}{code}", str(certificate.turn))
    if certificate.level == "VILLAGE":
        targets = {village.code: village.target for village in offices.villages()}
        offices.put_village(Village(code, name, targets.get(code)))


def recognise(manifest: Manifest, session: Session) -> None:
    """Enter a station again whose certificate speaks of a later kit than is known here.

    Only what we have signed is believed. Runs inside the transaction of the caller.
    """
    word = manifest.introduction
    certificate = word.certificate if word else None
    if certificate is None or certificate.station != manifest.station:
        return
    if certificate.turn <= _turn(manifest.station):
        return
    keys = own_keys(session)
    if keys.have_signed(_message(certificate), certificate.signature):
        enter(certificate, keys.unseal(certificate.token))


def shown() -> Certificate | None:
    """Return the certificate of this station; none where its kit was older than these."""
    text = offices.fact(CERTIFICATE)
    return None if text is None else msgspec.json.decode(text, type=Certificate)


def _message(certificate: Certificate) -> bytes:
    unsigned = msgspec.structs.replace(certificate, signature="")
    return b"jisheng certificate " + encoded(unsigned)


def _turn(station: str) -> int:
    return int(offices.fact(f"{TURN}{station}") or 0)
