"""What confirming asks for: period, window, consents, signatures, payment."""

from collections.abc import Iterator
from datetime import date

from jisheng_desktop.domain.cases import Case
from jisheng_desktop.domain.persons import Person
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.schemes import Plan, PolicyYear

CONSENT_AGE = 14
ADULT_AGE = 18
DEATH = ("ACCIDENT_DEATH", "ILLNESS_DEATH")
# Caps on the death benefit of a minor, in yuan ×10⁴: under 10, and from 10 to 17.
DEATH_CAPS = ((10, 20), (ADULT_AGE, 50))
FEN_PER_WAN = 1_000_000


def confirmation_problems(case: Case, *, subsidised: bool) -> Iterator[Problem]:
    """Yield what still stands between this household and a confirmed enrolment."""
    yield from _consents(case)
    for person in case.insured:
        yield from _consent_of(case, person)
    yield from _guardian(case)
    yield from _applicant_problems(case)
    yield from _witness(case)
    if case.document.payment.method == "CASH" and not case.scheme.rules.cash_allowed:
        yield problem("E613", "payment.method")
    if case.year is not None:
        yield from _windows(case, case.year, subsidised=subsidised)


def period_problems(case: Case) -> Iterator[Problem]:
    """Yield what is wrong with scheme, policy year and period of cover."""
    document, scheme = case.document, case.scheme
    if document.scheme != scheme.id:
        why = f"文档属于方案“{document.scheme}”，当前方案是“{scheme.id}”"
        yield problem("E604", "scheme", why=why)
    year = case.year
    if year is None:
        known = "、".join(str(y.policy_year) for y in scheme.years) or "尚无"
        why = f"方案没有{document.policy_year}年度，已设定的年度：{known}"
        yield problem("E604", "policy_year", why=why)
    elif year.effective_on is None:
        yield problem("I621", "policy_year", date=case.as_of)
    elif case.cover_on and year.expires_on and case.cover_on > year.expires_on:
        why = f"{year.policy_year}年度保险期间已于{year.expires_on}结束"
        yield problem("E604", "enrolled_on", why=why)
    yield from _validity(case)


def _validity(case: Case) -> Iterator[Problem]:
    """E520: the day on which cover begins lies within the scheme's validity (XA-01)."""
    start, end = case.scheme.valid_from, case.scheme.valid_to
    begins = case.cover_on or date(case.document.policy_year, 1, 1)
    if case.cover_on is None and start is not None and start.year == begins.year:
        begins = start
    if (start and begins < start) or (end and begins > end):
        at = {"date": begins, "start": start or "不限", "end": end or "不限"}
        yield problem("E520", "policy_year", **at)


def death_sum_problems(
    case: Case, person: Person, plan: Plan, units: int
) -> Iterator[Problem]:
    """W616: a minor's death benefit stays within 保监发〔2015〕90号."""
    age, role = case.age(person), person.member.insured_role or ""
    sums = plan.sums_insured_fen.get(role, {})
    highest = max((sums.get(benefit, 0) for benefit in DEATH), default=0) * units
    cap = next((cap for under, cap in DEATH_CAPS if age is not None and age < under), 0)
    if cap and highest > cap * FEN_PER_WAN:
        yield problem("W616", person.field("plan"), name=person.label, x=cap)


def _consents(case: Case) -> Iterator[Problem]:
    consents = case.document.consents
    if consents.voluntary is not True:
        yield problem("E601", "consents.voluntary")
    if consents.personal_information is not True:
        yield problem("E602", "consents.personal_information")
    elif consents.share_with_insurer is not True:
        yield problem("E602", "consents.share_with_insurer")


def _consent_of(case: Case, person: Person) -> Iterator[Problem]:
    """E603 under 14 (PIPL 31); E614 from 18 on, where death is insured (保险法 34)."""
    age = case.age_at_enrolment(person)
    if age is None:
        return
    if age < CONSENT_AGE and person.member.guardian_consent is not True:
        yield problem("E603", person.field("guardian_consent"), name=person.label)
    if age >= ADULT_AGE and person.member.signed is not True:
        benefits = case.scheme.benefits.get(person.member.insured_role or "", ())
        if any(benefit in benefits for benefit in DEATH):
            yield problem("E614", person.field("signed"), name=person.label)


def _guardian(case: Case) -> Iterator[Problem]:
    """W518: parents alone may insure a minor's life, or agree to it (解释三 §6)."""
    applicant = _applicant(case)
    parent_insures = applicant and applicant.member.insured_role == "PARENT"
    if case.document.consents.parents_agree_to_guardian is True or parent_insures:
        return
    if not any(_is_minor(case, person) for person in case.insured):
        return
    for person in case.persons:
        if _insures_as_guardian(case, person):
            at = "consents.parents_agree_to_guardian"
            yield problem("W518", at, name=person.label)


def _is_minor(case: Case, person: Person) -> bool:
    age = case.age_at_enrolment(person)
    return age is not None and age < ADULT_AGE


def _insures_as_guardian(case: Case, person: Person) -> bool:
    member = person.member
    acts = member.insured or case.document.applicant == member.ref
    return (
        member.insured_role == "GUARDIAN" and member.guardian_kind != "PARENT" and acts
    )


def _applicant(case: Case) -> Person | None:
    ref = case.document.applicant
    return next((p for p in case.persons if p.member.ref == ref), None)


def _applicant_problems(case: Case) -> Iterator[Problem]:
    """E622: whoever takes out the policy is alive and of age (保险法, 民法典)."""
    applicant = _applicant(case)
    if applicant is None:
        return
    if not applicant.member.alive:
        yield problem("E622", "applicant", name=applicant.label, why="已故")
    elif _is_minor(case, applicant):
        why = f"未满{ADULT_AGE}周岁"
        yield problem("E622", "applicant", name=applicant.label, why=why)


def _witness(case: Case) -> Iterator[Problem]:
    """E618: a thumbprint needs a witness who is neither applicant nor insured."""
    signature = case.document.signature
    if signature.kind != "THUMBPRINT":
        return
    number = (signature.witness_id_no or "").strip().upper()
    own = {person.number for person in case.persons}
    if not (signature.witness_name or "").strip() or not number or number in own:
        yield problem("E618", "signature.witness_name")


def _windows(case: Case, year: PolicyYear, *, subsidised: bool) -> Iterator[Problem]:
    day = case.enrolled_on
    windows = [("参保时间", year.enroll_from, year.enroll_to)]
    if subsidised:
        windows.append(("补贴申请时间", year.subsidy_from, year.subsidy_to))
    for name, start, end in windows:
        if (start and day < start) or (end and day > end):
            words = f"{name}（{start or '不限'}至{end or '不限'}）"
            yield problem("W607", "enrolled_on", date=day, window=words)
