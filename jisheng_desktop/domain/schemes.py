"""A scheme: one district's policy as data (contracts.md section 5)."""

from datetime import date
from typing import Annotated, Literal

import msgspec

from jisheng_desktop.domain.text import halfwidth

SchemeKind = Literal["HOUSEHOLD", "PERSON"]
Payer = Literal[
    "CITY", "DISTRICT", "TOWNSHIP", "VILLAGE", "PROVINCE", "INSURER", "OTHER"
]
Benefit = Literal[
    "ACCIDENT_DEATH",
    "ILLNESS_DEATH",
    "CRITICAL_ILLNESS",
    "ACCIDENT_DISABILITY",
    "ACCIDENT_MEDICAL",
    "ILLNESS_INPATIENT",
]
ROLES = ("CHILD", "PARENT", "GUARDIAN", "PERSON")
# What a category may demand; `conditions.py` has the meaning of each.
CONDITION_NAMES = (
    "hukou_in_area",
    "hukou_in_area_or_resident",
    "child_within_age",
    "exactly_one_child",
    "only_child_certificate",
    "two_daughters",
    "rural_hukou",
    "birth_policy_compliant",
    "at_most_max_children",
    "special_category",
)

Fen = Annotated[int, msgspec.Meta(ge=0, le=100_000_000_00)]
Age = Annotated[int, msgspec.Meta(ge=0, le=150)]
Days = Annotated[int, msgspec.Meta(ge=0, le=3650)]
Count = Annotated[int, msgspec.Meta(ge=1, le=99)]
People = Annotated[int, msgspec.Meta(ge=0, le=100_000_000)]
Share = Annotated[int, msgspec.Meta(ge=0, le=100_000_000_00)]
Year = Annotated[int, msgspec.Meta(ge=2000, le=2100)]
Text = Annotated[str, msgspec.Meta(max_length=500)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a scheme: immutable, and closed to unknown keys."""


class Insurer(Part, frozen=True, kw_only=True):
    """The insurance company and the office that serves the district."""

    name: Text | None = None
    branch: Text | None = None
    hotline: Text | None = None


class Rules(Part, frozen=True, kw_only=True):
    """The numbers and readings a district chooses; defaults as in domain.md C2."""

    child_age_max: Age = 18
    child_age_gap: Literal["WARN", "REJECT", "ALLOW"] = "WARN"
    child_born_from: date | None = None
    age_convention: Literal["INSURANCE", "LEGAL_NEXT_DAY"] = "INSURANCE"
    age_as_of: Literal["EFFECTIVE", "ENROLLED"] = "EFFECTIVE"
    hukou_subject: Literal["ANY_INSURED", "CHILD", "PARENT"] = "ANY_INSURED"
    residence_min_months: Annotated[int, msgspec.Meta(ge=0, le=600)] = 12
    two_daughter_age: Literal["ANY", "ALL"] = "ANY"
    max_children: Count = 3
    max_units: Count | None = None
    max_subsidised_units: Count = 1
    subsidy_cap_by_premium: bool = True
    cash_allowed: bool = False
    adult_age_max: Age | None = None
    age_min_days: Days | None = None
    pending_id_days: Days = 60
    claim_report_days: Days | None = None


class Category(Part, frozen=True, kw_only=True):
    """A category of household or person, the clause it rests on and its subsidy."""

    code: Text
    name: Text
    clause: Text | None = None
    rate_fen: Fen
    conditions: tuple[Text, ...]
    roster: bool = False
    inferred: bool = False
    budget_persons: People | None = None


class Plan(Part, frozen=True, kw_only=True):
    """A premium, per household or per person, and what it insures."""

    code: Text
    name: Text
    premium_fen: Fen
    children: tuple[Annotated[int, msgspec.Meta(ge=0, le=20)], ...] | None = None
    waiting_days: Days | None = None
    sums_insured_fen: dict[Text, dict[Text, Fen]] = {}


class FundingShare(Part, frozen=True, kw_only=True):
    """One payer's part of the subsidy: percent, fen per unit, or what remains."""

    payer: Payer
    mode: Literal["PERCENT", "FIXED", "REMAINDER"]
    value: Share | None = None


class Budget(Part, frozen=True, kw_only=True):
    """How many persons (or households) of some categories the budget pays for."""

    name: Text
    categories: tuple[Text, ...]
    persons: People
    rate_fen: Fen

    @property
    def amount_fen(self) -> int:
        """Return the whole budget line."""
        return self.persons * self.rate_fen


class PolicyYear(Part, frozen=True, kw_only=True):
    """Windows, period of cover, prices and payers of one policy year."""

    policy_year: Year
    enroll_from: date | None = None
    enroll_to: date | None = None
    subsidy_from: date | None = None
    subsidy_to: date | None = None
    effective_on: date | None = None
    expires_on: date | None = None
    plans: tuple[Plan, ...] = ()
    funding: tuple[FundingShare, ...] = ()
    budgets: tuple[Budget, ...] = ()


class Scheme(Part, frozen=True, kw_only=True):
    """A whole scheme, as a district founds its year with it.

    `inferred` lists the keys (`valid_from`, `rules.age_as_of`, `years.enroll_from`)
    whose values are a reading of the source rather than its words.
    """

    format: Literal[1]
    id: Text
    name: Text
    kind: SchemeKind
    legal_basis: tuple[Text, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    area: tuple[Text, ...] = ()
    insurer: Insurer = Insurer()
    rules: Rules = Rules()
    benefits: dict[Text, tuple[Benefit, ...]] = {}
    categories: tuple[Category, ...]
    years: tuple[PolicyYear, ...] = ()
    inferred: tuple[Text, ...] = ()

    def year(self, policy_year: int) -> PolicyYear | None:
        """Return the policy year, or None when the scheme does not know it."""
        return next((y for y in self.years if y.policy_year == policy_year), None)

    def category(self, code: str) -> Category | None:
        """Return the category with this code, if the scheme has it."""
        return next((c for c in self.categories if c.code == code), None)

    def in_area(self, region_code: str | None) -> bool:
        """Tell whether a region code counts as inside the scheme's area."""
        return halfwidth(region_code or "").startswith(self.area)
