"""The conditions a scheme composes its categories of: one function each.

A condition tells whether it holds, how `schemes check` words it, and with which
problem a claim is refused that it does not support.
"""

from collections.abc import Callable
from typing import NamedTuple

from jisheng_desktop.domain.ages import add_months
from jisheng_desktop.domain.cases import Case
from jisheng_desktop.domain.documents import SpecialCategory
from jisheng_desktop.domain.persons import Person
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.regions import region_name
from jisheng_desktop.domain.schemes import Category, Scheme

Holds = Callable[[Case, Category, Person | None], bool]
Words = Callable[[Scheme], str]
Refusal = Callable[[Case], Problem]


class Condition(NamedTuple):
    """A predicate with its explanation and its refusal."""

    holds: Holds
    words: Words
    refusal: Refusal


def area_name(scheme: Scheme) -> str:
    """Return the scheme's area in words: `西安市`, `西安市、红塔区`."""
    return "、".join(region_name(code) for code in scheme.area)


def hukou_in_area(case: Case, _category: Category, person: Person | None) -> bool:
    """The hukou of the subject the scheme names lies in its area (XA 三（一）)."""
    subjects = case.insured if person is None else (person,)
    match case.scheme.rules.hukou_subject if person is None else "ANY_INSURED":
        case "CHILD":
            roles: tuple[str | None, ...] | None = ("CHILD",)
        case "PARENT":
            roles = ("PARENT", "GUARDIAN")
        case _:
            roles = None
    return any(
        case.scheme.in_area(each.hukou)
        for each in subjects
        if roles is None or each.member.insured_role in roles
    )


def resident_long_enough(case: Case) -> bool:
    """The household has lived in the area for the scheme's months (XA 三（二）).

    The year is complete on the corresponding day: since + 12 months ≤ enrolled_on.
    """
    household = case.document.household
    since = household.residence_since
    if since is None or not case.scheme.in_area(household.residence_region_code):
        return False
    months = case.scheme.rules.residence_min_months
    return add_months(since, months) <= case.enrolled_on


def hukou_in_area_or_resident(
    case: Case, category: Category, person: Person | None
) -> bool:
    """Hukou in the area, or residence there for long enough (XA 三（二）)."""
    return hukou_in_area(case, category, person) or resident_long_enough(case)


def child_within_age(case: Case, _category: Category, _person: Person | None) -> bool:
    """At least one living child is within the age limit (XA 三)."""
    return any(case.within_age(child) for child in case.living_children)


def exactly_one_child(case: Case, _category: Category, _person: Person | None) -> bool:
    """One child was born, and no more than one is registered (XA 三（一）)."""
    return case.document.household.children_born == 1 and len(case.children) <= 1


def only_child_certificate(
    case: Case, _category: Category, _person: Person | None
) -> bool:
    """The 《独生子女父母光荣证》 is on record with its number (XA 三（一）)."""
    certificate = case.document.household.only_child_cert
    return certificate is not None and bool((certificate.cert_no or "").strip())


def two_daughters(case: Case, _category: Category, _person: Person | None) -> bool:
    """Two children were born, both living daughters (XA 三（一）)."""
    daughters = [child for child in case.living_children if child.sex == "F"]
    if not case.document.household.children_born == len(case.children) == 2:
        return False
    if case.scheme.rules.two_daughter_age == "ALL":
        daughters = [child for child in daughters if case.within_age(child)]
    return len(daughters) == 2


def rural_hukou(case: Case, _category: Category, _person: Person | None) -> bool:
    """Rural hukou, or unified registration with the village's proof (XA 三（一）)."""
    household = case.document.household
    if household.hukou_type != "UNIFIED":
        return household.hukou_type == "RURAL"
    proof = household.rural_proof
    return proof is not None and bool((proof.proof_no or proof.issuer or "").strip())


def birth_policy_compliant(
    case: Case, _category: Category, _person: Person | None
) -> bool:
    """Births complied with the policy of their time, as confirmed (XA 三（一）)."""
    return case.document.household.birth_policy_compliant == "YES"


def at_most_max_children(
    case: Case, _category: Category, _person: Person | None
) -> bool:
    """No more children were born than the scheme covers (XA 三（二）)."""
    return case.document.household.children_born <= case.scheme.rules.max_children


def special_category(case: Case, category: Category, person: Person | None) -> bool:
    """The person's claim to this category is verified, or on the roster (HT-14)."""
    if person is None:
        return False
    claims = person.member.special_categories
    if category.roster and case.roster is not None:
        return any(c.category == category.code for c in claims) and case.roster(
            person.number, category.code
        )
    return any(
        claim.category == category.code and _verified(case, claim, category)
        for claim in claims
    )


def _verified(case: Case, claim: SpecialCategory, category: Category) -> bool:
    """Without a roster at hand the proof counts: who verified it, when, until when."""
    on = case.enrolled_on
    if claim.valid_to is not None and claim.valid_to < on:
        return False
    if claim.verified_on is not None and claim.verified_on > on:
        return False
    verified = bool((claim.verified_by or "").strip()) and claim.verified_on is not None
    return verified or (not category.roster and bool((claim.proof_no or "").strip()))


# -- refusals of a claim ----------------------------------------------------------

CLAIM = "household.category_claimed"


def _not_in_area(case: Case) -> Problem:
    why = f"须为{area_name(case.scheme)}户籍"
    return problem("E523", CLAIM, category=_claimed(case), why=why)


def _neither_hukou_nor_residence(case: Case) -> Problem:
    months = case.scheme.rules.residence_min_months
    why = f"须为{area_name(case.scheme)}户籍，或在当地居住满{months}个月"
    return problem("E523", CLAIM, category=_claimed(case), why=why)


def _no_child_within_age(case: Case) -> Problem:
    return problem("E505", "members", max=case.scheme.rules.child_age_max)


def _not_one_child(case: Case) -> Problem:
    n = max(case.document.household.children_born, len(case.children))
    return problem("E508", "household.children_born", n=n)


def _no_certificate(_case: Case) -> Problem:
    return problem("E506", "household.only_child_cert")


def _not_two_daughters(case: Case) -> Problem:
    children = case.living_children
    daughters = sum(child.sex == "F" for child in children)
    what = f"登记{len(children)}个子女，其中女儿{daughters}个"
    if daughters == len(children) == 2:
        what = f"生育{case.document.household.children_born}个子女"
        if case.scheme.rules.two_daughter_age == "ALL":
            what = "有女儿已超龄"
    return problem("E509", "members", what=what)


def _not_rural(_case: Case) -> Problem:
    return problem("E510", "household.hukou_type")


def _not_compliant(_case: Case) -> Problem:
    return problem("E511", "household.birth_policy_compliant")


def _too_many_children(case: Case) -> Problem:
    n = case.document.household.children_born
    limit = case.scheme.rules.max_children
    return problem("E504", "household.children_born", n=n, max=limit)


def _needs_person(case: Case) -> Problem:
    why = "须逐人提供证明"
    return problem("E523", CLAIM, category=_claimed(case), why=why)


def _claimed(case: Case) -> str:
    code = case.document.household.category_claimed or ""
    category = case.scheme.category(code)
    return category.name if category else code


# -- words ------------------------------------------------------------------------

SUBJECTS = {"ANY_INSURED": "任一被保险人", "CHILD": "子女", "PARENT": "父母或监护人"}


def _hukou_words(scheme: Scheme) -> str:
    subject = SUBJECTS[scheme.rules.hukou_subject] if scheme.kind == "HOUSEHOLD" else ""
    return f"{subject}户籍在{area_name(scheme)}"


def _resident_words(scheme: Scheme) -> str:
    months = scheme.rules.residence_min_months
    return f"{_hukou_words(scheme)}，或在{area_name(scheme)}居住满{months}个月"


def _age_words(scheme: Scheme) -> str:
    return f"有{scheme.rules.child_age_max}周岁以下（含）的子女"


def _daughter_words(scheme: Scheme) -> str:
    age = {"ANY": "至少一个在年龄内", "ALL": "都在年龄内"}
    return f"生育两个子女且都是女儿（{age[scheme.rules.two_daughter_age]}）"


def _always(words: str) -> Words:
    return lambda _scheme: words


CONDITIONS: dict[str, Condition] = {
    "hukou_in_area": Condition(hukou_in_area, _hukou_words, _not_in_area),
    "hukou_in_area_or_resident": Condition(
        hukou_in_area_or_resident, _resident_words, _neither_hukou_nor_residence
    ),
    "child_within_age": Condition(child_within_age, _age_words, _no_child_within_age),
    "exactly_one_child": Condition(
        exactly_one_child, _always("只生育一个子女"), _not_one_child
    ),
    "only_child_certificate": Condition(
        only_child_certificate,
        _always("领取《独生子女父母光荣证》并录入证号"),
        _no_certificate,
    ),
    "two_daughters": Condition(two_daughters, _daughter_words, _not_two_daughters),
    "rural_hukou": Condition(
        rural_hukou,
        _always("农村户籍（户口统一登记的须有村委会证明）"),
        _not_rural,
    ),
    "birth_policy_compliant": Condition(
        birth_policy_compliant, _always("确认“符合当时生育政策”"), _not_compliant
    ),
    "at_most_max_children": Condition(
        at_most_max_children,
        lambda scheme: f"生育子女不超过{scheme.rules.max_children}个",
        _too_many_children,
    ),
    "special_category": Condition(
        special_category, _always("本人属于该类别"), _needs_person
    ),
}


def unknown_category(scheme: Scheme, code: str) -> Problem:
    """Return E523 for a claim to a category the scheme does not have."""
    names = "、".join(category.code for category in scheme.categories)
    why = f"本方案没有这个类别，可选：{names}"
    return problem("E523", CLAIM, category=code, why=why)


def unmet(case: Case, category: Category, person: Person | None) -> tuple[str, ...]:
    """Return the names of the category's conditions that do not hold."""
    return tuple(
        name
        for name in category.conditions
        if not CONDITIONS[name].holds(case, category, person)
    )
