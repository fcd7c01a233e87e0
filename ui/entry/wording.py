"""What the decision panel says, in words and figures."""

from collections.abc import Iterable
from dataclasses import dataclass

from jisheng_desktop.domain.decisions import Decision, Insured
from jisheng_desktop.domain.money import capital, yuan
from jisheng_desktop.domain.problems import Problem
from jisheng_desktop.domain.regions import region_name
from jisheng_desktop.domain.relations import relation_name
from jisheng_desktop.domain.schemes import Scheme
from ui.entry.fields import BY_PATH, PERSON_BY_PATH, field_at
from ui.entry.form import person_of
from ui.entry.relevance import State

PAYERS = {
    "CITY": "市",
    "DISTRICT": "区",
    "TOWNSHIP": "镇街",
    "VILLAGE": "村居",
    "PROVINCE": "省",
    "INSURER": "承保公司",
    "OTHER": "其他",
}
NOT_SET = "未设定"
NOTHING_YET = "尚不能认定"
DIFFERENT = "逐人认定"
TONES = {"E": "bad", "W": "warn", "I": "info"}
LONGEST_LIST = 5


@dataclass(frozen=True)
class Figures:
    """Everything the upper part of the panel shows."""

    category: str
    basis: str
    plan: str
    premium: str
    subsidy: str
    payers: str
    self_pay: str
    capital: str
    people: tuple[tuple[str, str, str], ...]


def figures(decision: Decision, state: State) -> Figures:
    """Return the words and figures of a decision; empty where nothing is decided."""
    scheme = state.terms.scheme
    return Figures(
        category=_category(decision, scheme),
        basis=_basis(decision, scheme),
        plan=_plan(decision, state),
        premium=_amount(decision.premium_fen, state),
        subsidy="" if not decision.subsidy_fen else f"− {yuan(decision.subsidy_fen)}",
        payers="　".join(
            f"{PAYERS.get(share.payer, share.payer)} {yuan(share.amount_fen)}"
            for share in decision.funding
            if share.amount_fen
        ),
        self_pay=_amount(decision.self_pay_fen, state),
        capital=_capital(decision),
        people=tuple(_people(decision, state)) if state.terms.by_person else (),
    )


def note(problem: Problem, *, here: bool) -> str:
    """Return the small print under a problem: its code, its source, and where it is."""
    place = "光标已在此处" if here else ""
    return " · ".join(part for part in (problem.code, problem.basis, place) if part)


def still_missing(problems: Iterable[Problem], state: State) -> str:
    """Return one quiet line naming what the user has not come to yet."""
    names = list(dict.fromkeys(place(problem, state) for problem in problems))
    if not names:
        return ""
    shown = "、".join(names[:LONGEST_LIST])
    more = f" 等 {len(names)} 项" if len(names) > LONGEST_LIST else ""
    return f"还需填写：{shown}{more}"


def place(problem: Problem, state: State) -> str:
    """Return the name of the field a problem is at, as the form shows it."""
    field = field_at(problem.field)
    ref = person_of(problem.field)
    if field is None:
        return PLACES.get(problem.field.rsplit(".", 1)[-1], "成员")
    if ref is None:
        return field.label
    name = state.of(ref, "name") or f"第{state.form.people.index(ref) + 1}名成员"
    return f"{name}的{field.label}"


def region_hint(path: str, state: State) -> str:
    """Return the region a code or number names, as a hint; empty for other fields.

    A number keeps the region of its first registration: it never fills the hukou.
    """
    text = state.get(path)[:6]
    if len(text) < 6 or not text.isdigit():
        return ""
    if path.endswith(".id_no"):
        return f"证件前6位 {text}：{region_name(text)}（仅供参考）　"
    if path.endswith("region_code"):
        return f"{text}：{region_name(text)}　"
    return ""


PLACES = {
    "household": "家庭类别",
    "policy_year": "年度",
    "scheme": "方案",
    "only_child_cert": BY_PATH["household.only_child_cert.cert_no"].label,
    "special_categories": PERSON_BY_PATH["special_categories.0.category"].label,
    "guardian_consent": BY_PATH["consents.guardian"].label,
}


def _category(decision: Decision, scheme: Scheme) -> str:
    found = scheme.category(decision.category or "")
    if found is not None:
        return found.name
    if len({each.category for each in decision.insured} - {None}) > 1:
        return DIFFERENT
    return NOTHING_YET


def _basis(decision: Decision, scheme: Scheme) -> str:
    found = scheme.category(decision.category or "")
    if found is None:
        return ""
    rate = f"每{'户' if scheme.kind == 'HOUSEHOLD' else '人'}补贴 {yuan(found.rate_fen)} 元"
    clause = f"依据：{found.clause}" if found.clause else ""
    return " · ".join(
        part for part in (clause, rate if found.rate_fen else "不补贴") if part
    )


def _plan(decision: Decision, state: State) -> str:
    year = state.terms.year
    plans = year.plans if year else ()
    name = next((plan.name for plan in plans if plan.code == decision.plan), "")
    units = state.get("units")
    parts = [name] if name else []
    if units not in ("", "1"):
        parts.append(f"{units}份")
    return "，".join(parts)


def _amount(fen: int | None, state: State) -> str:
    if fen is not None:
        return yuan(fen)
    year = state.terms.year
    return "—" if year and year.plans else NOT_SET


def _capital(decision: Decision) -> str:
    if decision.self_pay_fen is None:
        return ""
    return f"人民币 {capital(decision.self_pay_fen)}"


def _people(decision: Decision, state: State) -> Iterable[tuple[str, str, str]]:
    for each in decision.insured:
        name = state.of(each.ref, "name") or relation_name(
            state.of(each.ref, "relation_code")
        )
        category = state.terms.scheme.category(each.category or "")
        yield name, category.name if category else NOTHING_YET, _person_sum(each)


def _person_sum(each: Insured) -> str:
    if each.premium_fen is None or each.self_pay_fen is None:
        return "—"
    if not each.subsidy_fen:
        return yuan(each.self_pay_fen)
    return f"{yuan(each.premium_fen)} − {yuan(each.subsidy_fen)} = {yuan(each.self_pay_fen)}"
