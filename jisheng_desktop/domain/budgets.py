"""What a year's budget pays for, what is spent of it, and what drafts will spend."""

from collections.abc import Iterator

import msgspec

from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.schemes import Budget, Scheme


class Spent(msgspec.Struct, frozen=True):
    """Subsidies granted: how many, and how much in fen."""

    persons: int = 0
    fen: int = 0


class Standing(msgspec.Struct, frozen=True):
    """A line of the budget: what it pays for, what is used, what drafts will use."""

    budget: Budget
    used: Spent
    drafts: Spent

    @property
    def persons_left(self) -> int:
        """How many more it pays for, drafts not counted; below zero when overdrawn."""
        return self.budget.persons - self.used.persons

    @property
    def fen_left(self) -> int:
        """How much remains, drafts not counted; below zero when overdrawn."""
        return self.budget.amount_fen - self.used.fen

    @property
    def warning(self) -> Problem | None:
        """Return W555 where the drafts will overdraw the line, or it is overdrawn."""
        return overdrawn(
            self.budget,
            Spent(
                self.used.persons + self.drafts.persons, self.used.fen + self.drafts.fen
            ),
        )


def budgets_of(scheme: Scheme, year: int) -> Iterator[Budget]:
    """Yield the lines of a year's budget, then the categories with a number of persons."""
    terms = scheme.year(year)
    yield from terms.budgets if terms else ()
    for category in scheme.categories:
        if category.budget_persons is not None:
            yield Budget(
                name=category.name,
                categories=(category.code,),
                persons=category.budget_persons,
                rate_fen=category.rate_fen,
            )


def overdrawn(budget: Budget, spent: Spent) -> Problem | None:
    """Return W555 where more is spent than a line of the budget pays for."""
    if spent.persons <= budget.persons and spent.fen <= budget.amount_fen:
        return None
    return problem("W555", "members", category=budget.name, n=budget.persons)
