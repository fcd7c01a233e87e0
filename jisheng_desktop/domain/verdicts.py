"""What the district says about a record, and why (sync.md sections 5 and 6)."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from jisheng_desktop.domain.bundles import Sealable, Word
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Enrollment, person_subsidy_key
from jisheng_desktop.domain.refusals import OTHER_PRICES, WRONG_STATION
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.standing import Claim, Identity, Result
from jisheng_desktop.domain.stations import territory
from jisheng_desktop.domain.wording import changes_between

ALREADY_ELSEWHERE = "R920"
OTHER_PERSON = "R921"
DECIDED_OTHERWISE = "R922"
NUMBER_TAKEN = "R923"
CHANGED_TWICE = "R924"
CONTRADICTORY = "R925"
MADE_VOID = "作废（{reason}）"

Judged = Literal["ACCEPTED", "RETURNED", "CONFLICT", "INSURED"]


class Flaw(msgspec.Struct, frozen=True):
    """What is wrong with a record by itself, whoever else claims its persons."""

    code: str
    text: str


class Verdict(Sealable, frozen=True, kw_only=True):
    """The district's word on one revision of a record; `text` says why, in words."""

    uid: Word
    rev: int
    result: Judged
    code: Word
    text: str


def no_such_scheme(scheme_id: str) -> Flaw:
    """Return the flaw of a record under a scheme that the district does not have."""
    return Flaw(OTHER_PRICES, f"区县没有方案“{scheme_id}”，请导入最新的方案后更正")


def number_taken(number: str) -> Flaw:
    """Return the flaw of a record whose number is another's, or no number of its own."""
    return Flaw(
        NUMBER_TAKEN, f"编号{number}不是本站点的或已用于另一户，请作废后重新登记"
    )


def changed_twice(
    stands: HouseholdDocument, beside: Iterable[HouseholdDocument | str]
) -> Flaw:
    """Return the flaw of a record that computers changed without knowing of each other.

    `beside` are the documents that stand beside the one shown, or for what reason one
    was made void.
    """
    shown = msgspec.to_builtins(stands)
    others = (
        MADE_VOID.format(reason=each)
        if isinstance(each, str)
        else "、".join(changes_between(shown, msgspec.to_builtins(each)))
        for each in beside
    )
    return Flaw(
        CHANGED_TWICE,
        "本户在两台电脑上各改了一次，现按一处显示，另一处为："
        f"{'；'.join(others)}。请核对后更正一次，以更正为准",
    )


def village_elsewhere(code: str) -> Flaw:
    """Return the flaw of a record from a village that is not the station's."""
    return Flaw(WRONG_STATION, f"村居代码{code or '（未填）'}不在本站点范围内，请更正")


def lost_to(result: Result, holder_village: str, name: str) -> Flaw:
    """Return why a record fell to another claim on the same person."""
    if result == "CONFLICT":
        return Flaw(
            OTHER_PERSON,
            f"{name}的证件号码与{holder_village}上报的姓名或出生日期不一致，请核对证件",
        )
    return Flaw(
        ALREADY_ELSEWHERE,
        f"{name}已由{holder_village}先行上报，本条退回（不重复补贴）",
    )


def claim_of(
    enrollment: Enrollment,
    scheme: Scheme | None,
    station: str,
    *,
    latched: bool,
    chosen: bool,
) -> Claim:
    """Return what a record claims that may be claimed once only."""
    document = enrollment.document
    year, village = document.policy_year, document.household.village_code or ""
    insured = [m for m in document.members if m.insured and m.id_no]
    others = [f"H/{document.scheme}/{year}/{enrollment.household_uid}"]
    if scheme is not None and scheme.kind == "PERSON" and enrollment.decision:
        paid_for = {i.ref for i in enrollment.decision.insured if i.subsidy_fen}
        others += [
            person_subsidy_key(year, m.id_no or "")
            for m in insured
            if m.ref in paid_for
        ]
    return Claim(
        uid=enrollment.uid,
        station=station,
        receipt_no=enrollment.receipt_no or "",
        enrolled_on=document.enrolled_on.isoformat(),
        persons=tuple(
            Identity(
                f"I/{document.scheme}/{year}/{m.id_no}",
                m.name,
                m.birth_date.isoformat() if m.birth_date else None,
            )
            for m in insured
        ),
        others=tuple(others),
        registered_here=_registered(document.household.hukou_region_code, village),
        paid=document.payment.method != "NONE",
        latched=latched,
        chosen=chosen,
    )


def name_in(claim: Claim, key: str) -> str:
    """Return by which name a claim calls what it lost; the household's for others."""
    found = (p.name for p in claim.persons if p.key == key)
    first = claim.persons[0].name if claim.persons else "本户"
    return next(found, first)


def _registered(region: str | None, village: str) -> bool:
    return bool(region) and village.startswith(territory(region or ""))
