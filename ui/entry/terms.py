"""What stays the same from household to household: scheme, year, villages, today."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jisheng_desktop.domain.schemes import PolicyYear, Scheme
from ui.entry.choices import Choices, numbered


@dataclass(frozen=True)
class Terms:
    """The scheme and year in use, the villages of the station, and today."""

    scheme: Scheme
    policy_year: int
    villages: tuple[tuple[str, str], ...]
    today: date

    @property
    def by_person(self) -> bool:
        """Tell whether every insured person has a premium and subsidy of its own."""
        return self.scheme.kind == "PERSON"

    @property
    def year(self) -> PolicyYear | None:
        """Return the policy year in use, as far as the scheme knows it."""
        return self.scheme.year(self.policy_year)

    def ages_on(self, enrolled_on: date) -> date:
        """Return the day on which ages count."""
        year = self.year
        if self.scheme.rules.age_as_of == "ENROLLED" or year is None:
            return enrolled_on
        return year.effective_on or enrolled_on

    @cached_property
    def village_choices(self) -> Choices:
        """Return the villages of this station."""
        return numbered(self.villages)

    @cached_property
    def plan_choices(self) -> Choices:
        """Return the plans of the year."""
        plans = self.year.plans if self.year else ()
        return numbered((plan.code, plan.name) for plan in plans)

    @cached_property
    def special_choices(self) -> Choices:
        """Return the categories of persons a member may claim."""
        return numbered(self._claimable("special_category"))

    @cached_property
    def claim_choices(self) -> Choices:
        """Return the categories a household may claim."""
        return numbered((c.code, c.name) for c in self.scheme.categories)

    def _claimable(self, condition: str) -> list[tuple[str, str]]:
        return [
            (category.code, category.name)
            for category in self.scheme.categories
            if condition in category.conditions
        ]
