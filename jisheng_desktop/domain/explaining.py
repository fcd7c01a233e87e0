"""A scheme read back in plain Chinese, for an official to compare with the source."""

from collections.abc import Iterator

import msgspec

from jisheng_desktop.domain.conditions import CONDITIONS, SUBJECTS, area_name
from jisheng_desktop.domain.insured_rules import ROLE_NAMES
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.schemes import (
    Category,
    FundingShare,
    Plan,
    PolicyYear,
    Rules,
    Scheme,
)

OPEN = "未设定"
INFERRED = "【推断】"
NO_PLAN = "保障计划未设定：文件没有写明保费，由区县录入后才能确认参保。"

BENEFIT_NAMES = {
    "ACCIDENT_DEATH": "意外身故",
    "ILLNESS_DEATH": "疾病身故",
    "CRITICAL_ILLNESS": "重大疾病",
    "ACCIDENT_DISABILITY": "意外伤残",
    "ACCIDENT_MEDICAL": "意外伤害医疗费",
    "ILLNESS_INPATIENT": "疾病住院医疗费",
}
PAYER_NAMES = {
    "CITY": "市级财政",
    "DISTRICT": "区县财政",
    "TOWNSHIP": "镇街",
    "VILLAGE": "村居",
    "PROVINCE": "省级财政",
    "INSURER": "承保公司",
    "OTHER": "其他",
}
KIND_SENTENCES = {
    "HOUSEHOLD": "以家庭为单位参保：一户一单，补贴按户计。",
    "PERSON": "以个人为单位参保：保费和补贴按人计。",
}
GAP_SENTENCES = {
    "WARN": "已过{age}周岁生日、未满{next}周岁的子女：可以参保，但提示先与承保公司确认。",
    "REJECT": "已过{age}周岁生日、未满{next}周岁的子女：不能参保。",
    "ALLOW": "已过{age}周岁生日、未满{next}周岁的子女：可以参保，不提示。",
}
CONVENTION_SENTENCES = {
    "INSURANCE": "周岁在生日当天增加一岁。",
    "LEGAL_NEXT_DAY": "周岁在生日次日增加一岁。",
}
AS_OF_SENTENCES = {
    "EFFECTIVE": "年龄算到保险起期当天。",
    "ENROLLED": "年龄算到参保当天。",
}


DAUGHTER_SENTENCES = {
    "ANY": "双女户至少一个女儿在年龄内。",
    "ALL": "双女户两个女儿都须在年龄内。",
}


class Section(msgspec.Struct, frozen=True):
    """A heading and the sentences under it."""

    title: str
    lines: tuple[str, ...]


def explain(scheme: Scheme) -> tuple[Section, ...]:
    """Return everything a scheme says, and what it leaves open, in sentences."""
    return (
        Section("方案", tuple(_identity(scheme))),
        Section("谁可以参保", tuple(_rules(scheme))),
        Section("保险责任", tuple(_benefits(scheme))),
        Section("类别和补贴（按顺序认定）", tuple(_categories(scheme))),
        *(
            Section(f"{year.policy_year}年度", tuple(_year(scheme, year)))
            for year in scheme.years
        ),
        Section("尚未设定", tuple(_open_points(scheme)) or ("没有。",)),
    )


def category_sentence(scheme: Scheme, category: Category) -> str:
    """Return one category with its conditions, subsidy and clause."""
    words = "；".join(CONDITIONS[name].words(scheme) for name in category.conditions)
    unit = "户" if scheme.kind == "HOUSEHOLD" else "人"
    money = f"每{unit}补贴{yuan(category.rate_fen)}元"
    if category.rate_fen == 0:
        money = "不补贴，自费"
    notes = [money, f"条件：{words or '无'}"]
    if category.roster:
        notes.append("以补助名册或核验证明为准")
    if category.budget_persons is not None:
        notes.append(f"预算{category.budget_persons}人")
    notes.append(f"依据：{category.clause or OPEN}")
    if category.inferred:
        notes.append("文件没有逐字写明该类标准")
    mark = INFERRED if category.inferred else ""
    return f"{category.name}（{category.code}）：{'。'.join(notes)}。{mark}"


def _identity(scheme: Scheme) -> Iterator[str]:
    yield f"{scheme.name}（编号 {scheme.id}）。"
    yield KIND_SENTENCES[scheme.kind]
    yield f"依据：{'、'.join(scheme.legal_basis) or OPEN}。"
    start, end = scheme.valid_from or OPEN, scheme.valid_to or OPEN
    validity = f"有效期：{start} 至 {end}，按保险起期当天判断。"
    yield _marked(scheme, validity, "valid_from", "valid_to")
    codes = "、".join(scheme.area)
    yield f"户籍在{area_name(scheme)}的算作本地户籍（区划代码以 {codes} 开头）。"
    insurer = scheme.insurer
    yield (
        f"承保公司：{insurer.name or OPEN}；属地机构：{insurer.branch or OPEN}；"
        f"热线：{insurer.hotline or OPEN}。"
    )


def _marked(scheme: Scheme, sentence: str, *keys: str) -> str:
    """Return the sentence, marked when it is a reading rather than the source."""
    return (
        sentence + INFERRED if any(key in scheme.inferred for key in keys) else sentence
    )


def _rules(scheme: Scheme) -> Iterator[str]:
    for key, sentence in _rule_sentences(scheme):
        yield _marked(scheme, sentence, f"rules.{key}")


def _rule_sentences(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Yield each rule's key and its sentence."""
    rules = scheme.rules
    if scheme.kind == "HOUSEHOLD":
        yield from _family_rules(rules)
    yield "age_convention", CONVENTION_SENTENCES[rules.age_convention]
    yield "age_as_of", AS_OF_SENTENCES[rules.age_as_of]
    if rules.adult_age_max is not None:
        limit = f"成年被保险人不超过{rules.adult_age_max}周岁（含）。"
        yield "adult_age_max", limit
    if rules.age_min_days is not None:
        yield "age_min_days", f"被保险人须出生满{rules.age_min_days}天。"
    yield from _unit_rules(rules)
    pending = f"暂无身份证号码的，{rules.pending_id_days}日内补录。"
    yield "pending_id_days", pending
    if rules.claim_report_days is not None:
        days = rules.claim_report_days
        yield "claim_report_days", f"出险后{days}天内报案，迟报须说明原因。"
    yield "cash_allowed", "可以收现金。" if rules.cash_allowed else "不收现金。"


def _family_rules(rules: Rules) -> Iterator[tuple[str, str]]:
    age = rules.child_age_max
    yield "child_age_max", f"子女不超过{age}周岁（含）。"
    gap = GAP_SENTENCES[rules.child_age_gap].format(age=age, next=age + 1)
    yield "child_age_gap", gap
    if rules.child_born_from is not None:
        born = rules.child_born_from
        yield (
            "child_born_from",
            f"满{age}周岁但{born}（含）以后出生的子女不受上一条限制。",
        )
    yield "hukou_subject", f"户籍看{SUBJECTS[rules.hukou_subject]}。"
    months = rules.residence_min_months
    yield "residence_min_months", f"外地户籍的，须在当地居住满{months}个月。"
    daughters = DAUGHTER_SENTENCES[rules.two_daughter_age]
    yield "two_daughter_age", daughters
    yield "max_children", f"生育子女不超过{rules.max_children}个。"


def _unit_rules(rules: Rules) -> Iterator[tuple[str, str]]:
    if rules.max_units is None:
        yield "max_units", "份数不限。"
    else:
        yield "max_units", f"最多投保{rules.max_units}份。"
    yield "max_subsidised_units", f"补贴最多计{rules.max_subsidised_units}份。"
    limit = "所补份数的保费" if rules.subsidy_cap_by_premium else "全部保费"
    yield "subsidy_cap_by_premium", f"补贴不超过{limit}。"


def _benefits(scheme: Scheme) -> Iterator[str]:
    for role, benefits in scheme.benefits.items():
        names = "、".join(BENEFIT_NAMES[benefit] for benefit in benefits)
        yield f"{ROLE_NAMES[role]}：{names or '无'}。"
    if not scheme.benefits:
        yield f"{OPEN}：文件没有写明保险责任。"


def _categories(scheme: Scheme) -> Iterator[str]:
    for number, category in enumerate(scheme.categories, start=1):
        yield f"{number}. {category_sentence(scheme, category)}"
    if scheme.kind == "PERSON":
        yield "一人符合几类的，按最高标准补助，不重复补助。"
    else:
        yield "符合前面类别的，不再按后面类别；一户只享受一份补贴。"


def _year(scheme: Scheme, year: PolicyYear) -> Iterator[str]:
    enrolment = f"参保时间：{_span(year.enroll_from, year.enroll_to)}。"
    yield _marked(scheme, enrolment, "years.enroll_from", "years.enroll_to")
    subsidy = f"补贴申请时间：{_span(year.subsidy_from, year.subsidy_to)}。"
    yield _marked(scheme, subsidy, "years.subsidy_from", "years.subsidy_to")
    cover = _span(year.effective_on, year.expires_on)
    yield f"保险期间：{cover}（起日零时至止日二十四时）。"
    for plan in year.plans:
        yield _plan(scheme, plan)
    if not year.plans:
        yield NO_PLAN
    shares = "，".join(_share(share) for share in year.funding)
    yield f"补贴分担：{shares}。" if shares else f"补贴分担比例{OPEN}。"
    for budget in year.budgets:
        yield (
            f"预算：{budget.name}{budget.persons:,}人 × {yuan(budget.rate_fen)}元"
            f" = {yuan(budget.amount_fen)}元。"
        )
    if len(year.budgets) > 1:
        persons = sum(budget.persons for budget in year.budgets)
        amount = sum(budget.amount_fen for budget in year.budgets)
        yield f"预算合计：{persons:,}人，{yuan(amount)}元。"


def _span(start: object, end: object) -> str:
    if start is None and end is None:
        return OPEN
    return f"{start or OPEN} 至 {end or OPEN}"


def _plan(scheme: Scheme, plan: Plan) -> str:
    unit = "户" if scheme.kind == "HOUSEHOLD" else "人"
    text = (
        f"保障计划“{plan.name}”（{plan.code}）：每份每{unit}{yuan(plan.premium_fen)}元"
    )
    if plan.children is not None:
        text += f"，适用于生育{'、'.join(map(str, plan.children))}个子女的家庭"
    if plan.waiting_days is not None:
        text += f"，等待期{plan.waiting_days}天"
    for role, sums in plan.sums_insured_fen.items():
        amounts = "、".join(
            f"{BENEFIT_NAMES.get(name, name)}{yuan(fen)}元"
            for name, fen in sums.items()
        )
        text += f"；{ROLE_NAMES[role]}保额：{amounts}"
    return text + "。"


def _share(share: FundingShare) -> str:
    payer = PAYER_NAMES[share.payer]
    match share.mode:
        case "PERCENT":
            return f"{payer}{share.value}%"
        case "FIXED":
            return f"{payer}每份{yuan(share.value or 0)}元"
        case "REMAINDER":
            return f"{payer}承担其余"


def _open_points(scheme: Scheme) -> Iterator[str]:
    if scheme.insurer.name is None:
        yield "承保公司名称。"
    if scheme.insurer.hotline is None:
        yield "承保公司热线。"
    if not scheme.benefits:
        yield "保险责任。"
    if not scheme.years:
        yield "所有年度：参保时间、保险期间、保障计划、补贴分担。"
    for year in scheme.years:
        if missing := _open_in_year(year):
            yield f"{year.policy_year}年度：{'、'.join(missing)}。"


def _open_in_year(year: PolicyYear) -> list[str]:
    points = {
        "参保时间": year.enroll_from or year.enroll_to,
        "补贴申请时间": year.subsidy_from or year.subsidy_to,
        "保险期间": year.effective_on and year.expires_on,
        "保障计划": year.plans,
        "补贴分担比例": year.funding,
    }
    return [name for name, value in points.items() if not value]
