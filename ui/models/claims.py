"""The register of claims as a table, and how far each case is in words."""

from jisheng_desktop.domain.claims import RESULT_NAMES, STAGE_NAMES, Claim, Registered
from jisheng_desktop.domain.explaining import BENEFIT_NAMES
from jisheng_desktop.domain.money import yuan
from ui.models.tables import RIGHT
from ui.models.values import Column

STAGE_COLOURS = {
    "REPORTED": "warn",
    "DOCS": "accent_text",
    "SUBMITTED": "text_soft",
    "CLOSED": "good",
}


def standing_words(claim: Claim) -> str:
    """Return how far a case is, or what the insurer decided."""
    is_open = claim.result == "PENDING"
    return STAGE_NAMES[claim.stage] if is_open else RESULT_NAMES[claim.result]


def standing_colour(claim: Claim) -> str:
    """Return the name of the colour in which that is said."""
    if claim.result == "REFUSED":
        return "bad"
    return "text_faint" if claim.result == "WITHDRAWN" else STAGE_COLOURS[claim.stage]


COLUMNS: tuple[Column[Registered], ...] = (
    Column("出险人", lambda known: known.claim.name),
    Column("保险责任", lambda known: BENEFIT_NAMES[known.claim.benefit]),
    Column("出险日期", lambda known: known.claim.accident_on.isoformat()),
    Column(
        "进度",
        lambda known: standing_words(known.claim),
        colour=lambda known: standing_colour(known.claim),
    ),
    Column(
        "赔付金额",
        lambda known: yuan(known.claim.paid_fen) if known.claim.paid_fen else "",
        RIGHT,
    ),
    Column("村居", lambda known: known.village),
)
