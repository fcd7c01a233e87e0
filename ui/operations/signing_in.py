"""Signing in with a name and a password."""

from jisheng_desktop.errors import UserError
from jisheng_desktop.services.operators import Session, sign_in
from ui.errors import Errors


def enter(errors: Errors, name: str, password: str) -> Session | None:
    """Sign an operator in; None when the password is wrong."""
    try:
        return sign_in(name, password)
    except UserError as refusal:
        errors.show(refusal)
        return None
