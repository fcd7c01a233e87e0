"""Two records of the queue side by side: what differs, and why one of them stands."""

from collections.abc import Iterator

import msgspec

from db.queries import duplicates, received
from db.queries.received import Known, Ruling
from jisheng_desktop.domain.documents import Member
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.masking import mask_alike
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.relations import relation_name
from jisheng_desktop.domain.standing import Claim, advantage
from jisheng_desktop.domain.states import STATE_NAMES
from jisheng_desktop.domain.stations import Office
from jisheng_desktop.domain.verdicts import OTHER_PERSON, claim_of
from jisheng_desktop.services.folding import standing_side_by_side
from jisheng_desktop.services.library import office
from jisheng_desktop.services.ruling import CHOSEN
from jisheng_desktop.services.suspecting import SUSPECT

BOTH_STAND = "两份都有效，只是看着像同一个人：核对后保留一份，或说明不是同一人"
NEITHER_STANDS = "姓名或出生日期不一致，两份都没有受理：核对证件后保留一份"

STATION_SETTLES = "由本站点更正一次来了结，以更正为准：导出答复，站点会看到要更正的地方"
BOTH = 2


class Difference(msgspec.Struct, frozen=True):
    """One line of the comparison: what it is, and what each record says."""

    label: str
    first: str
    second: str

    @property
    def differs(self) -> bool:
        """Whether the two records say different things."""
        return self.first != self.second


class Comparison(msgspec.Struct, frozen=True):
    """Two records side by side, and in words which of them stands and why."""

    lines: tuple[Difference, ...]
    why: str


def compare(number: int) -> Comparison | None:
    """Return an item of the queue side by side; None when a record is gone."""
    item = duplicates.with_id(number)
    if item is None:
        return None
    records = received.records((item.first, item.second))
    if len(records) != len({item.first, item.second}):
        return None
    first, second = records[item.first], records[item.second]
    here = office()
    return Comparison(
        tuple(_lines(first, second, here)), _why(item.kind, first, second)
    )


def compare_revisions(uid: str) -> Comparison | None:
    """Return a record as two computers of its station left it; None when only one did."""
    known, here = received.records([uid]).get(uid), office()
    revisions = standing_side_by_side(uid)[:BOTH]
    if known is None or len(revisions) < BOTH:
        return None
    first, second = (Known(each, known.station) for each in revisions)
    return Comparison(tuple(_lines(first, second, here)), STATION_SETTLES)


def _why(kind: str, first: Known, second: Known) -> str:
    if kind == SUSPECT:
        return BOTH_STAND
    states = (first.enrollment.state, second.enrollment.state)
    if kind == OTHER_PERSON and states == ("CONFLICT", "CONFLICT"):
        return NEITHER_STANDS
    rulings = received.rulings((first.enrollment.uid, second.enrollment.uid))
    here = office()
    claims = [
        _claim(each, rulings.get(each.enrollment.uid), here) for each in (first, second)
    ]
    winner, reason = advantage(*claims)
    holder = first if winner.uid == first.enrollment.uid else second
    return f"现在保留{_place(holder, here)}的一份：{reason}"


def _claim(known: Known, ruling: Ruling | None, here: Office) -> Claim:
    record = known.enrollment
    return claim_of(
        record,
        here.scheme(record.document.scheme),
        known.station,
        latched=record.state == "INSURED" or bool(ruling and ruling.latched),
        chosen=bool(ruling and ruling.kept == CHOSEN),
    )


def _place(known: Known, here: Office) -> str:
    return here.village_name(known.enrollment.document.household.village_code or "")


# -- line by line -------------------------------------------------------------------


def _lines(first: Known, second: Known, here: Office) -> Iterator[Difference]:
    """Where, then who, then what they pay: in the order in which people compare."""
    yield from _laid(_whose(first, here), _whose(second, here))
    yield from _members(first.enrollment, second.enrollment)
    yield from _laid(_terms(first, here), _terms(second, here))


def _laid(first: dict[str, str], second: dict[str, str]) -> Iterator[Difference]:
    return (Difference(label, said, second[label]) for label, said in first.items())


def _whose(known: Known, here: Office) -> dict[str, str]:
    record = known.enrollment
    return {
        "村居": _place(known, here),
        "状态": STATE_NAMES[record.state],
        "退回原因": record.verdict or "",
    }


def _terms(known: Known, here: Office) -> dict[str, str]:
    record = known.enrollment
    document, decision = record.document, record.decision
    scheme, paid_on = here.scheme(document.scheme), document.payment.paid_on
    category = scheme.category(decision.category or "") if scheme and decision else None
    return {
        "参保日期": document.enrolled_on.isoformat(),
        "户籍地址": document.household.hukou_address or "",
        "电话": document.household.contact_phone or "",
        "类别": category.name if category else "",
        "保费": _money(decision.premium_fen if decision else None),
        "补贴": _money(decision.subsidy_fen if decision else None),
        "自付": _money(decision.self_pay_fen if decision else None),
        "缴费": paid_on.isoformat() if paid_on else "未缴",
        "回执号": record.receipt_no or "",
    }


def _money(fen: int | None) -> str:
    return "" if fen is None else yuan(fen)


def _members(first: Enrollment, second: Enrollment) -> Iterator[Difference]:
    """People of one number stand in one line, then those of one place in the family."""
    rest = list(second.document.members)
    for member in first.document.members:
        twin = _twin(member, rest)
        if twin is not None:
            rest.remove(twin)
        yield _people(member, twin)
    for member in rest:
        yield _people(None, member)


def _twin(member: Member, others: list[Member]) -> Member | None:
    same = (m for m in others if m.id_no and m.id_no == member.id_no)
    alike = (m for m in others if m.relation_code == member.relation_code)
    return next(same, None) or next(alike, None)


def _people(one: Member | None, other: Member | None) -> Difference:
    known = one or other
    relation = (
        relation_name(known.relation_code) if known and known.relation_code else ""
    )
    return Difference(relation or "成员", _said(one, other), _said(other, one))


def _said(member: Member | None, other: Member | None) -> str:
    if member is None:
        return "（没有这个人）"
    number = mask_alike(member.id_no or "", (other.id_no if other else "") or "")
    born = member.birth_date.isoformat() if member.birth_date else ""
    insured = "" if member.insured else "不参保"
    person = "　".join(part for part in (member.name, born, insured) if part)
    return f"{person}\n{number}"
