"""The Hongta source of 2025 as generated persons: premiums, subsidies and claims of the year."""

from collections.abc import Iterator

PERSONS, SUBSIDISED, CLAIMS = 49_719, 3_478, 605
PAID_FEN = 184_350_000


def persons_of_2025() -> Iterator[tuple[int, int, str]]:
    """Yield premium and subsidy in yuan, and the category, of each person insured."""
    for n in range(PERSONS):
        premium = 50 if n < 46_942 else 100
        if n < 3_100:
            yield premium, 40, "STERILIZATION_HOUSEHOLD"
        elif n < SUBSIDISED:
            yield premium, 50, "LOST_ONLY_CHILD"
        else:
            yield premium, 0, "GENERAL"
