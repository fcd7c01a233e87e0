"""Which of several claims on one person stands: a pure function of the set of claims.

The order in which bundles arrive never matters (sync.md section 5).
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

Result = Literal["ACCEPTED", "RETURNED", "CONFLICT"]


class Identity(msgspec.Struct, frozen=True):
    """One person that an enrolment insures, as it names that person."""

    key: str
    name: str
    birth_date: str | None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """An enrolment that is right by itself, and what may be claimed once only.

    `chosen` is a person's decision for it, `latched` an acceptance already answered.
    """

    uid: str
    station: str
    receipt_no: str
    enrolled_on: str
    persons: tuple[Identity, ...]
    others: tuple[str, ...] = ()
    registered_here: bool = False
    paid: bool = False
    latched: bool = False
    chosen: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """Return everything that only one enrolment may have."""
        return frozenset((*(person.key for person in self.persons), *self.others))


class Standing(msgspec.Struct, frozen=True):
    """Whether a claim stands; if not, because of which other, over what."""

    result: Result
    against: str = ""
    key: str = ""


STANDS = Standing("ACCEPTED")


def settle(claims: Iterable[Claim]) -> dict[str, Standing]:
    """Return for each claim whether it stands.

    The stronger claim is heard first; a claim falls where a person, household or
    subsidy is already taken. What two claims call by different names is a conflict
    for people to settle, unless one of them was answered or chosen before.
    """
    ordered = sorted(claims, key=_strength)
    holders: dict[str, Claim] = {}
    outcome: dict[str, Standing] = {}
    for claim in ordered:
        standing = _against(claim, holders)
        outcome[claim.uid] = standing
        if standing.result == "ACCEPTED":
            holders.update(dict.fromkeys(claim.keys, claim))
    return outcome | _disputed(ordered, outcome)


def advantage(one: Claim, other: Claim) -> tuple[Claim, str]:
    """Return the claim that is heard first, and in words what puts it first."""
    first, second = sorted((one, other), key=_strength)
    ranks = zip(_strength(first), _strength(second), REASONS, strict=True)
    differing = (reason for mine, theirs, reason in ranks if mine != theirs)
    return first, next(differing, REASONS[-1])


# In the order of `_strength`.
REASONS = (
    "区县已裁定保留",
    "区县已答复受理，不再变动",
    "户籍就在该村居",
    "已缴费",
    "参保日期在先",
    "其他都相同，按站点代码先后",
    "其他都相同，按回执号先后",
    "其他都相同，按登记先后",
)


def _strength(claim: Claim) -> tuple[object, ...]:
    return (
        not claim.chosen,
        not claim.latched,
        not claim.registered_here,
        not claim.paid,
        claim.enrolled_on,
        claim.station,
        claim.receipt_no,
        claim.uid,
    )


def _against(claim: Claim, holders: dict[str, Claim]) -> Standing:
    for key in sorted(claim.keys & holders.keys()):
        holder = holders[key]
        result: Result = "RETURNED" if _agree(claim, holder, key) else "CONFLICT"
        return Standing(result, holder.uid, key)
    return STANDS


def _agree(one: Claim, other: Claim, key: str) -> bool:
    return _named(one, key) == _named(other, key)


def _named(claim: Claim, key: str) -> tuple[str, str | None] | None:
    found = (p for p in claim.persons if p.key == key)
    person = next(found, None)
    return (person.name, person.birth_date) if person else None


def _disputed(
    ordered: list[Claim], outcome: dict[str, Standing]
) -> dict[str, Standing]:
    """A claim that nobody has confirmed yet does not win an argument about a name."""
    by_uid = {claim.uid: claim for claim in ordered}
    disputed: dict[str, Standing] = {}
    for uid, standing in outcome.items():
        if standing.result == "CONFLICT":
            holder = by_uid[standing.against]
            if not (holder.latched or holder.chosen):
                disputed[holder.uid] = Standing("CONFLICT", uid, standing.key)
    return disputed
