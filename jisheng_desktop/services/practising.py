"""Practice: a library of its own beside the real one, with invented households in it."""

from pathlib import Path

from jisheng_desktop.domain.samples import sample_couple, sample_family
from jisheng_desktop.services.enrolling import enroll, save_draft
from jisheng_desktop.services.founding import PRACTICE, found
from jisheng_desktop.services.library import has_library, open_library
from jisheng_desktop.services.operators import Session, sign_in
from jisheng_desktop.services.schemes import practice_schemes

CONFIRMED, DRAFTS = range(6), range(6, 8)
HONGTA_VILLAGE, _, XIAN_VILLAGE = (village.code for village in PRACTICE.villages)
REASON = "演练样例"


def start_practice(folder: Path) -> Session:
    """Open the practice library; where there is none, found it with sample households."""
    if has_library(folder):
        open_library(folder)
        return sign_in(None, "")
    found(folder, PRACTICE._replace(schemes=practice_schemes()), "")
    session = sign_in(None, "")
    _settle(session)
    return session


def _settle(session: Session) -> None:
    """Enrol households of both kinds of scheme; leave some as drafts to go on with."""
    operator = session.operator
    for sample, village in (
        (sample_family, XIAN_VILLAGE),
        (sample_couple, HONGTA_VILLAGE),
    ):
        for number in CONFIRMED:
            enroll(sample(number, village), operator=operator, reason=REASON)
        for number in DRAFTS:
            save_draft(sample(number, village), operator=operator)
