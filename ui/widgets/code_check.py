"""The check of the code that is printed on a receipt."""

from collections.abc import Callable

from jisheng_desktop.services.verifying import Verification
from ui.widgets.line_check import LineCheck, Said


class CodeCheck(LineCheck):
    """Asks for a receipt's code and tells whether it is genuine."""

    def __init__(self, check: Callable[[str], Verification]) -> None:
        hint = "扫描二维码，或抄写校验码后按回车"
        super().__init__("核验回执", hint, lambda text: _said(check(text)))


def _said(found: Verification) -> Said:
    return Said(found.text, found.receipt_no or "", tone_of(found))


def tone_of(found: Verification) -> str:
    """Return the tone in which an answer is given."""
    if found.genuine is None:
        return "warn"
    return "good" if found.genuine and not found.voided else "bad"
