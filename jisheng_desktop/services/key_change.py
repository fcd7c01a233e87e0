"""A change of the district's keys: new ones for everything to come, the old ones kept.

The old keys go on opening what was sealed for them, and sign the answers in which the
stations hear of the new ones (sync.md section 4).
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from db.connection import transaction
from db.queries import former_keys, offices
from db.queries import operators as queries
from db.queries.former_keys import FormerKey
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import UserError
from jisheng_desktop.sealing.keys import (
    Keys,
    new_key_pair,
    new_secret,
    open_keys,
    seal_secret,
    unseal_secret,
)
from jisheng_desktop.sealing.passwords import seal, unseal
from jisheng_desktop.services.keyring import OFFICE_LEVELS
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import new_code, stamp
from jisheng_desktop.services.operators import Session


class KeysChanged(msgspec.Struct, frozen=True):
    """The session under the new keys, and the first passwords of everybody else."""

    session: Session
    passwords: Mapping[str, str]


def change_keys(session: Session, password: str) -> KeysChanged:
    """Give the district new keys; raise `WrongPassword`, or `UserError` at a station.

    Every other operator gets a new first password, returned by name and shown once:
    only its owner could seal the new secret under the old one. The recovery sheet is
    void from now on.
    """
    if office().level not in OFFICE_LEVELS:
        raise UserError("只有区县办公室能更换密钥；站点换密钥，请区县重新制作站点文件")
    operator = session.operator
    unseal(queries.slot_of(operator), password)
    fresh = new_secret()
    pair = new_key_pair(fresh)
    others = [each for each in queries.active() if each.id != operator.id]
    passwords = {each.name: new_code() for each in others}
    slots = {each: seal(fresh, passwords[each.name]) for each in others}
    slots[operator] = seal(fresh, password)
    former = tuple(_former(session.secret, fresh))
    with transaction():
        former_keys.replace(former)
        offices.set_keys(pair.public, pair.sealed)
        _reseal(slots, unprotected=() if password else (operator,))
    return KeysChanged(Session(operator, fresh), passwords)


def _former(secret: bytes, fresh: bytes) -> Iterator[FormerKey]:
    """Put every earlier secret, and the present one, under the fresh one."""
    for each in former_keys.everyone():
        sealed = seal_secret(unseal_secret(each.sealed, secret), fresh)
        yield each._replace(sealed=sealed)
    keys: Keys = open_keys(secret)
    yield FormerKey(
        keys.public.hex(), keys.recipient, seal_secret(secret, fresh), stamp()
    )


def _reseal(slots: Mapping[Operator, bytes], unprotected: Sequence[Operator]) -> None:
    for operator, slot in slots.items():
        queries.set_slot(operator, slot, protected=operator not in unprotected)
