"""Setting a forgotten password anew, before anybody has signed in."""

from pathlib import Path

from jisheng_desktop.errors import UserError
from jisheng_desktop.services import forgotten
from jisheng_desktop.services.operators import Session
from ui.errors import Errors


def write_request(errors: Errors, file: Path) -> bool:
    """Write the request to the district into a file; needs no password."""
    try:
        forgotten.write_request(file)
    except UserError as refusal:
        errors.show(refusal)
        return False
    return True


def reset_password(
    errors: Errors, name: str, code: str, password: str, again: str
) -> Session | None:
    """Set a new password by recovery sheet or one-time code; None when refused."""
    try:
        return forgotten.reset_password(name, code, _typed_twice(password, again))
    except UserError as refusal:
        errors.show(refusal)
        return None


def _typed_twice(password: str, again: str) -> str:
    if password != again:
        raise UserError("两次输入的新密码不一样，请重新输入")
    return password
