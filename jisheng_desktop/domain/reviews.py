"""What is wrong with a record by itself: it contradicts itself, or our decision on it."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

import msgspec

from jisheng_desktop.domain.amounts import amount_faults
from jisheng_desktop.domain.decisions import Decision, Insured
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.explaining import PAYER_NAMES
from jisheng_desktop.domain.insured_rules import ROLE_NAMES
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.receipt_words import benefit_words
from jisheng_desktop.domain.refusals import OTHER_PRICES
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.verdicts import CONTRADICTORY, DECIDED_OTHERWISE, Flaw

SHOWN = 3
CORRECT = "请核对后更正"
# What people read of a decision, and what its amounts do not depend on.
_WORDS: dict[str, object] = {"problems": (), "trace": (), "fallback": msgspec.UNSET}


def flaw_in(
    document: HouseholdDocument,
    claimed: Decision,
    ours: Decision,
    scheme: Scheme,
    *,
    same_prices: bool,
) -> Flaw | None:
    """Return how our decision on a document differs from the station's, if it does.

    Everything counts that money or cover depends on: the whole, each person's part,
    each payer's share.
    """
    if ours.decision == "BLOCK":
        worst = next(p for p in ours.problems if p.severity == "E")
        return Flaw(worst.code, f"区县认定不能参保：{worst.text}")
    if _terms(claimed) == _terms(ours):
        return None
    code = DECIDED_OTHERWISE if same_prices else OTHER_PRICES
    why = "" if same_prices else "（方案参数与区县不一致，请先导入区县的答复文件）"
    return Flaw(code, f"{_difference(document, claimed, ours, scheme)}，{CORRECT}{why}")


def contradiction_in(record: Enrollment) -> Flaw | None:
    """Return in what a record contradicts itself, whoever reads it under any scheme."""
    found = next(_contradictions(record), None)
    return _contradictory(found) if found else None


def mislabelled(scheme: str, year: int, document: HouseholdDocument) -> Flaw | None:
    """Return that a record says another scheme or year of itself than its document."""
    said, told = f"{scheme}、{year}年", f"{document.scheme}、{document.policy_year}年"
    return _contradictory(f"自称{said}，登记内容却是{told}") if said != told else None


def _contradictory(what: str) -> Flaw:
    return Flaw(CONTRADICTORY, f"本条记录{what}，{CORRECT}")


def _contradictions(record: Enrollment) -> Iterator[str]:
    document, decision = record.document, record.decision
    numbers = Counter(m.id_no for m in document.members if m.insured and m.id_no)
    if any(times > 1 for times in numbers.values()):
        yield "有两位被保险人用同一个证件号码"
    insured = {(m.ref, m.insured_role) for m in document.members if m.insured}
    decided = [(i.ref, i.insured_role) for i in decision.insured] if decision else []
    if len(decided) != len(insured) or set(decided) != insured:
        yield "认定的被保险人与家庭成员不符"
    yield from amount_faults(decision)


# -- what differs -------------------------------------------------------------------


def _terms(decision: Decision) -> Decision:
    """A doubt that only the station's library knows changes nothing in the terms."""
    blocks = decision.decision == "BLOCK"
    word = "BLOCK" if blocks else "ACCEPT"
    return msgspec.structs.replace(decision, decision=word, **_WORDS)


def _difference(
    document: HouseholdDocument, claimed: Decision, ours: Decision, scheme: Scheme
) -> str:
    whole = _whole(claimed, scheme), _whole(ours, scheme)
    if whole[0] != whole[1]:
        return f"区县认定{whole[1]}，上报为{whole[0]}"
    said, right = _parts(document, claimed, scheme), _parts(document, ours, scheme)
    wrong = [label for label in (*right, *said) if said.get(label) != right.get(label)]
    labels = list(dict.fromkeys(wrong))
    told = [
        f"{label}区县认定为{right.get(label, '没有')}，上报为{said.get(label, '没有')}"
        for label in islice(labels, SHOWN)
    ]
    more = f"等{len(labels)}处" if len(labels) > SHOWN else ""
    return f"合计相同，但明细与区县认定不同：{'；'.join(told)}{more}"


def _whole(decision: Decision, scheme: Scheme) -> str:
    category = scheme.category(decision.category or "")
    return (
        f"保费{yuan(decision.premium_fen or 0)}元、"
        f"补贴{yuan(decision.subsidy_fen or 0)}元、"
        f"自付{yuan(decision.self_pay_fen or 0)}元"
        f"（{category.name if category else decision.category or '类别各不相同'}）"
    )


def _parts(
    document: HouseholdDocument, decision: Decision, scheme: Scheme
) -> dict[str, str]:
    """Return every part of a decision by what it is called, in words."""
    names = {member.ref: member.name for member in document.members}
    insured = [(names.get(i.ref, "不在户内的人"), i) for i in decision.insured]
    parts = {
        "结论": decision.decision if decision.decision == "BLOCK" else "可以参保",
        "保障计划": decision.plan or "各不相同",
        "年龄计算日": str(decision.as_of or ""),
        "自付大写": decision.self_pay_capital or "",
        "补贴分担": _shares(decision),
        "被保险人": "、".join(name for name, _ in insured),
    }
    for place, (name, each) in enumerate(insured, 1):
        for label, words in _person(each, scheme).items():
            parts[f"第{place}位{name}的{label}"] = words
    return parts


def _shares(decision: Decision) -> str:
    return "、".join(
        f"{PAYER_NAMES.get(each.payer, each.payer)}{yuan(each.amount_fen)}元"
        for each in decision.funding
    )


def _person(insured: Insured, scheme: Scheme) -> dict[str, str]:
    category = scheme.category(insured.category or "")
    return {
        "投保身份": ROLE_NAMES.get(insured.insured_role, ""),
        "次序": str(insured.insured_order or ""),
        "类别": category.name if category else insured.category or "",
        "年龄": str(insured.age),
        "保费": _money(insured.premium_fen),
        "补贴": _money(insured.subsidy_fen),
        "自付": _money(insured.self_pay_fen),
        "保险责任": benefit_words(insured.benefits),
    }


def _money(fen: int | None) -> str:
    return "没有" if fen is None else f"{yuan(fen)}元"
