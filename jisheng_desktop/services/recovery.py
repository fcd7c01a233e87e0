"""Recovery: the sheet that opens the library and its keys when a password is lost."""

import hmac
from pathlib import Path

from db.connection import transaction
from db.queries import former_keys, offices
from db.queries import operators as queries
from jisheng_desktop.domain.receipt_words import day_words
from jisheng_desktop.domain.recovery import secret_on, sheet
from jisheng_desktop.domain.recovery_paper import RecoveryPaper
from jisheng_desktop.errors import UserError
from jisheng_desktop.printing.drawing import pdf
from jisheng_desktop.printing.recovery_sheets import recovery_sheet as recovery_paper
from jisheng_desktop.sealing.keys import open_keys
from jisheng_desktop.sealing.passwords import seal
from jisheng_desktop.services.files import write_file
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.operators import Session, acting_operator


def recovery_sheet(session: Session) -> tuple[str, ...]:
    """Return the lines to print and lock away: whoever holds them can open everything."""
    return sheet(session.secret)


def write_sheet(file: Path, session: Session) -> None:
    """Write the sheet into a PDF file, to be printed, locked away, and deleted."""
    here = office()
    paper = RecoveryPaper(
        here.name, here.code, day_words(today()), sheet(session.secret)
    )
    write_file(file, pdf([recovery_paper(paper)], f"恢复单 {here.name}"))


def set_password_by_sheet(name: str | None, text: str, password: str) -> Session:
    """Give an operator a new password by the recovery sheet of this library.

    Raises `UserError` for a sheet with a slip in it, or one of another library.
    """
    secret = secret_on(text)
    _require_ours(open_keys(secret).public)
    if not password:
        raise UserError("新密码不能为空，请输入新密码")
    operator = acting_operator(name)
    slot = seal(secret, password)
    with transaction():
        queries.set_slot(operator, slot, protected=True)
    return Session(acting_operator(operator.name), secret)


def _require_ours(public: bytes) -> None:
    if hmac.compare_digest(public, offices.public_key()):
        return
    for each in former_keys.everyone():
        if each.key == public.hex():
            raise UserError(
                f"这张恢复单是{each.until[:10]}换密钥以前的，已经作废，请用新的恢复单"
            )
    raise UserError("这张恢复单是另一个站点的，打不开本站点，请核对恢复单上的站点")
