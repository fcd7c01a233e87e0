"""What a readable scheme says that its author may not have meant (W953)."""

from collections.abc import Iterator

from jisheng_desktop.domain.explaining import BENEFIT_NAMES
from jisheng_desktop.domain.insured_rules import ROLE_NAMES, ROLES_OF
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.schemes import Plan, PolicyYear, Scheme


def scheme_doubts(scheme: Scheme) -> Iterator[Problem]:
    """Yield a warning for each thing in a scheme that deserves a second look."""
    for at, what in (*_benefits(scheme), *_categories(scheme)):
        yield problem("W953", at, what=what)
    for year in scheme.years:
        for at, what in (*_overlaps(year), *_payers(year), *_sums(scheme, year)):
            yield problem("W953", f"years.{year.policy_year}.{at}", what=what)


def _benefits(scheme: Scheme) -> Iterator[tuple[str, str]]:
    missing = [r for r in ROLES_OF[scheme.kind] if not scheme.benefits.get(r)]
    if scheme.benefits and missing:
        names = "、".join(ROLE_NAMES[role] for role in missing)
        yield "benefits", f"[benefits] 没有写{names}的保险责任"
    strange = [role for role in scheme.benefits if role not in ROLES_OF[scheme.kind]]
    if strange:
        yield "benefits", f"[benefits] 中的 {'、'.join(strange)} 不会有人使用"


def _categories(scheme: Scheme) -> Iterator[tuple[str, str]]:
    for category in scheme.categories:
        if scheme.kind == "HOUSEHOLD" and "special_category" in category.conditions:
            what = f"“{category.name}”要求特殊类别，以家庭为单位的方案不会满足"
            yield f"categories.{category.code}", what
    general = any(not category.conditions for category in scheme.categories)
    if scheme.kind == "PERSON" and not general:
        yield "categories", "没有不设条件的“一般”类别收尾，不属于各类别的人不能参保"


def _overlaps(year: PolicyYear) -> Iterator[tuple[str, str]]:
    for index, plan in enumerate(year.plans):
        for other in year.plans[index + 1 :]:
            if common := _common_children(plan, other):
                counts = "、".join(map(str, sorted(common)))
                what = f"生育{counts}个子女的家庭有“{plan.name}”“{other.name}”两个计划，须逐户选择"
                yield f"plans.{other.code}", what


def _common_children(plan: Plan, other: Plan) -> set[int]:
    return set(plan.children or ()) & set(other.children or ())


def _payers(year: PolicyYear) -> Iterator[tuple[str, str]]:
    payers = [share.payer for share in year.funding if share.payer != "OTHER"]
    for payer in dict.fromkeys(payers):
        if payers.count(payer) > 1:
            yield "funding", f"出资方 {payer} 出现了{payers.count(payer)}次"
    for share in year.funding:
        if share.mode == "REMAINDER" and share.value is not None:
            what = (
                f"出资方 {share.payer} 承担其余，所写的 value = {share.value} 不会用到"
            )
            yield "funding", what


def _sums(scheme: Scheme, year: PolicyYear) -> Iterator[tuple[str, str]]:
    for plan in year.plans:
        for role, sums in plan.sums_insured_fen.items():
            for benefit in sums:
                if benefit not in scheme.benefits.get(role, ()):
                    name = BENEFIT_NAMES.get(benefit, benefit)
                    what = f"{ROLE_NAMES[role]}没有“{name}”责任，却写了保额"
                    yield f"plans.{plan.code}", what
