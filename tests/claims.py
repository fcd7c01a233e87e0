"""Claims of the invented families, by hand and as insurers list them."""

from datetime import date
from pathlib import Path
from typing import Any

from jisheng_desktop.domain.claim_columns import TITLES
from jisheng_desktop.domain.claims import RESULT_NAMES, Claim
from jisheng_desktop.domain.explaining import BENEFIT_NAMES
from jisheng_desktop.domain.money import yuan
from tests.households import raw_family
from tests.rosters import write

ACCIDENT = date(2026, 5, 1)
CHILD = 2
LISTED = ("claim_no", "benefit", "accident_on", "paid_fen", "result")


def case(n: int, member: int = CHILD, **said: Any) -> Claim:
    """Return a claim of a member of family `n`, for a doctor's bills if not said."""
    who = raw_family(n)["members"][member]
    facts: dict[str, Any] = {"benefit": "ACCIDENT_MEDICAL", "accident_on": ACCIDENT}
    return Claim(name=who["name"], id_no=who["id_no"], **facts | said)


def listed(file: Path, *claims: Claim) -> Path:
    """Write claims as an insurer's list."""
    titles = ("姓名", "证件号码", *(TITLES[field][0] for field in LISTED))
    return write(file, [titles, *map(_row, claims)])


def _row(claim: Claim) -> list[str]:
    return [
        claim.name,
        claim.id_no,
        claim.claim_no or "",
        BENEFIT_NAMES[claim.benefit],
        claim.accident_on.isoformat(),
        yuan(claim.paid_fen),
        RESULT_NAMES[claim.result],
    ]
