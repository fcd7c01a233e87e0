"""Recovery: the sheet that opens the library and its keys when a password is lost."""

import hmac

from db.connection import transaction
from db.queries import offices
from db.queries import operators as queries
from jisheng_desktop.domain.recovery import secret_on, sheet
from jisheng_desktop.errors import UserError
from jisheng_desktop.sealing.keys import open_keys
from jisheng_desktop.sealing.passwords import seal
from jisheng_desktop.services.operators import Session, acting_operator


def recovery_sheet(session: Session) -> tuple[str, ...]:
    """Return the lines to print and lock away: whoever holds them can open everything."""
    return sheet(session.secret)


def set_password_by_sheet(name: str | None, text: str, password: str) -> Session:
    """Give an operator a new password by the recovery sheet of this library.

    Raises `UserError` for a sheet with a slip in it, or one of another library.
    """
    secret = secret_on(text)
    if not hmac.compare_digest(open_keys(secret).public, offices.public_key()):
        raise UserError("这张恢复单是另一个站点的，打不开本站点，请核对恢复单上的站点")
    if not password:
        raise UserError("新密码不能为空，请输入新密码")
    operator = acting_operator(name)
    slot = seal(secret, password)
    with transaction():
        queries.set_slot(operator, slot, protected=True)
    return Session(acting_operator(operator.name), secret)
