"""How a year's budget stands: what is used, what remains, what the drafts will use."""

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from db.queries import claims, enrollments, listing
from jisheng_desktop.domain.budgets import Spent, Standing, budgets_of
from jisheng_desktop.domain.enrollments import Enrollment, Filters
from jisheng_desktop.domain.renewals import as_if_agreed
from jisheng_desktop.domain.schemes import Budget, Scheme
from jisheng_desktop.services.judging import judge
from jisheng_desktop.services.library import office
from jisheng_desktop.services.progress import Progress, silent
from jisheng_desktop.services.reporting import Drawn, draw_up

CHUNK = 200


class BudgetLook(msgspec.Struct, frozen=True):
    """The lines of a budget as they stand, and the report that says the same."""

    lines: tuple[Standing, ...]
    drawn: Drawn


def look_at_budget(
    scheme: Scheme,
    year: int,
    *,
    progress: Progress = silent,
) -> BudgetLook:
    """Return how a scheme's budget stands in a year, drafts decided as if signed.

    `progress` gets drafts done and in all, and may raise `CancelledByUser`.
    """
    budgets = tuple(budgets_of(scheme, year))
    planned = _planned(scheme, year, progress) if budgets else {}
    return BudgetLook(
        tuple(_standing(each, scheme, year, planned) for each in budgets),
        draw_up("budget", scheme_id=scheme.id, year=year),
    )


def _standing(
    budget: Budget, scheme: Scheme, year: int, planned: dict[str, list[int]]
) -> Standing:
    used = claims.subsidised(scheme.id, year, budget.categories, but=None)
    drafts = [fen for code in budget.categories for fen in planned.get(code, ())]
    return Standing(
        budget, Spent(used.persons, used.fen), Spent(len(drafts), sum(drafts))
    )


def _planned(scheme: Scheme, year: int, progress: Progress) -> dict[str, list[int]]:
    """Return the subsidies that the drafts will ask for, by category."""
    here = office()
    found: dict[str, list[int]] = defaultdict(list)
    for draft in _drafts(scheme, year, progress):
        decision = judge(as_if_agreed(draft.document), scheme, here, draft)
        for insured in decision.insured:
            if insured.category and insured.subsidy_fen:
                found[insured.category].append(insured.subsidy_fen)
    return found


def _drafts(scheme: Scheme, year: int, progress: Progress) -> Iterator[Enrollment]:
    wanted = Filters(state="DRAFT", scheme=scheme.id, policy_year=year)
    ids = listing.ids(wanted, "newest")
    for start in range(0, len(ids), CHUNK):
        for done, row in enumerate(listing.rows(ids[start : start + CHUNK]), start):
            progress(done, len(ids))
            draft = enrollments.find(row.uid)
            if draft is not None:
                yield draft
