"""What happened to a claim from one state to the next, in the words of its form."""

from collections.abc import Iterator
from datetime import date

from jisheng_desktop.domain.claim_columns import TITLES
from jisheng_desktop.domain.claim_documents import DOCUMENT_NAMES
from jisheng_desktop.domain.claims import RESULT_NAMES, STAGE_NAMES, Claim
from jisheng_desktop.domain.explaining import BENEFIT_NAMES
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.wording import EMPTY

REPORTED, CHANGED = "登记报案", "更改"
LABELS = {field: names[0] for field, names in TITLES.items()} | {"sent_on": "送交日期"}
_FIELDS = tuple(field for field in Claim.__struct_fields__ if field in LABELS)


def step(before: Claim | None, after: Claim) -> str:
    """Return in a word how far the claim came with a change."""
    if before is None:
        return REPORTED
    if after.stage == before.stage and after.result == before.result:
        return CHANGED
    is_open = after.result == "PENDING"
    return STAGE_NAMES[after.stage] if is_open else RESULT_NAMES[after.result]


def claim_changes(before: Claim | None, after: Claim) -> tuple[str, ...]:
    """Return what a change said, line by line; of a new claim what it has come with."""
    return (*_fields(before, after), *_papers(before, after))


def _fields(before: Claim | None, after: Claim) -> Iterator[str]:
    for field in _FIELDS:
        new = _said(after, field)
        old = _said(before, field) if before else EMPTY
        if new != old and (before or field != "result" or after.result != "PENDING"):
            step_from = f"{old} → " if before and old != EMPTY else ""
            yield f"{LABELS[field]}：{step_from}{new}"


def _papers(before: Claim | None, after: Claim) -> Iterator[str]:
    had = before.documents if before else ()
    for what, now, then in (
        ("收到材料", after.documents, had),
        ("材料取消勾选", had, after.documents),
    ):
        changed = [DOCUMENT_NAMES[each] for each in now if each not in then]
        if changed:
            yield f"{what}：{'、'.join(changed)}"


def _said(claim: Claim, field: str) -> str:
    match field, getattr(claim, field):
        case "benefit", code:
            return BENEFIT_NAMES[code]
        case "result", code:
            return RESULT_NAMES[code]
        case "paid_fen", 0:
            return EMPTY
        case _, None | "":
            return EMPTY
        case _, date() as day:
            return day.isoformat()
        case _, int(fen):
            return f"{yuan(fen)}元"
        case _, text:
            return str(text)
