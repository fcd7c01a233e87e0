"""Signing in, and who may. Each password opens the same secret of the library."""

from collections.abc import Callable

import msgspec
from typing_extensions import override

from db.connection import transaction
from db.queries import operators as queries
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.domain.text import normal
from jisheng_desktop.errors import UserError
from jisheng_desktop.sealing.passwords import seal, unseal
from jisheng_desktop.services.moments import stamp


class Session:
    """An operator who has signed in, with the secret that the password opened.

    Where no password guards the secret it is opened when it is first needed:
    sitting down at the desk needs no cryptography.
    """

    def __init__(self, operator: Operator, secret: bytes | Callable[[], bytes]) -> None:
        self.operator = operator
        self._secret = secret

    @property
    def secret(self) -> bytes:
        """The library's secret, which seals its keys and backups."""
        if not isinstance(self._secret, bytes):
            self._secret = self._secret()
        return self._secret

    @override
    def __repr__(self) -> str:
        return f"Session({self.operator.id})"


def operators() -> tuple[Operator, ...]:
    """Return those who may sign in."""
    return queries.active()


def needs_sign_in() -> bool:
    """Tell whether a password must be asked: not from one operator who has none."""
    everybody = queries.active()
    return len(everybody) > 1 or everybody[0].protected


def acting_operator(name: str | None = None) -> Operator:
    """Return the operator with this name, or the first one when no name is given."""
    everybody = queries.active()
    if name is None:
        return everybody[0]
    for operator in everybody:
        if operator.name == normal(name):
            return operator
    known = "、".join(operator.name for operator in everybody)
    raise UserError(f"没有名为“{name}”的操作员，可选：{known}")


def sign_in(name: str | None, password: str) -> Session:
    """Return the session of an operator; raise `WrongPassword`.

    Takes about 0.15 s with a password: that slowness is the protection.
    """
    operator = acting_operator(name)
    slot = queries.slot_of(operator)
    if operator.protected or password:
        return Session(operator, unseal(slot, password))
    return Session(operator, lambda: unseal(slot, password))


def add_operator(session: Session, name: str, password: str) -> Operator:
    """Add an operator who may sign in with a password of their own."""
    wanted = normal(name)
    _require_name(wanted)
    if not password:
        raise UserError("有多名操作员时，每人都要有密码，请为新操作员设置密码")
    if not session.operator.protected:
        raise UserError("请先为自己设置密码，再添加其他操作员")
    slot = seal(session.secret, password)
    with transaction():
        if queries.is_known(wanted):
            raise UserError(f"已有名为“{wanted}”的操作员，请换一个名字")
        return queries.add(wanted, slot, protected=True)


def change_password(session: Session, old: str, new: str) -> Session:
    """Replace the operator's own password; return the session under the new one."""
    unseal(queries.slot_of(session.operator), old)
    if not new and len(queries.active()) > 1:
        raise UserError("有多名操作员时，每人都要有密码，密码不能为空")
    slot = seal(session.secret, new)
    with transaction():
        queries.set_slot(session.operator, slot, protected=bool(new))
    operator = msgspec.structs.replace(session.operator, protected=bool(new))
    return Session(operator, session.secret)


def retire_operator(session: Session, name: str) -> None:
    """Let an operator sign in no more; what they entered keeps their name."""
    operator = acting_operator(name)
    if operator.id == session.operator.id:
        raise UserError("不能停用自己，请由另一名操作员停用")
    with transaction():
        queries.retire(operator, stamp())


def _require_name(name: str) -> None:
    if not name:
        raise UserError("操作员姓名不能为空")
