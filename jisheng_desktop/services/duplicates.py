"""The queue of duplicates: which record stands is for people to say, and to take back."""

from collections.abc import Iterable, Sequence

import msgspec

from db.queries import duplicates, received
from db.queries.duplicates import Duplicate
from db.queries.journal import Change
from db.queries.received import Known, Ruling
from jisheng_desktop.domain.enrollments import Enrollment, head
from jisheng_desktop.domain.groups import Group, tied
from jisheng_desktop.domain.masking import mask_id
from jisheng_desktop.domain.states import State
from jisheng_desktop.domain.stations import Office, Operator
from jisheng_desktop.domain.text import normal
from jisheng_desktop.domain.verdicts import CHANGED_TWICE
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.keyring import OFFICE_LEVELS
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import stamp
from jisheng_desktop.services.recording import recording
from jisheng_desktop.services.ruling import CHOSEN, DROPPED, rejudge
from jisheng_desktop.services.suspecting import SUSPECT

SHORTEST_REASON = 4
BOTH = 2


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of two records, as it is laid beside the other. Amounts in fen."""

    uid: str
    station: str
    state: State
    enroll_no: str | None
    receipt_no: str | None
    name: str
    id_masked: str
    village: str
    village_name: str
    enrolled_on: str
    premium_fen: int | None
    subsidy_fen: int | None
    self_pay_fen: int | None
    verdict: str | None


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two records about what may be one person, and what people decided.

    `records` is how many there are in all that this pair and others tie together.
    """

    id: int
    kind: str
    ground: str
    open: bool
    found_at: str
    kept: tuple[str, ...]
    reason: str | None
    settled_by: str | None
    settled_at: str | None
    claims: tuple[Side, ...]
    records: int = BOTH


def queue() -> tuple[Pair, ...]:
    """Return everything that was found, what is open first; what is about the same
    persons stands together.
    """
    items = duplicates.everything()
    records = received.records({uid for i in items for uid in (i.first, i.second)})
    here, groups = office(), tied((item.first, item.second) for item in items)
    places: dict[Group, int] = {}
    for place, item in enumerate(items):
        places.setdefault(groups[item.first], place)
    items = tuple(
        sorted(items, key=lambda i: (i.kept is not None, places[groups[i.first]]))
    )
    return tuple(_pair(i, records, here, len(groups[i.first])) for i in items)


def changed_twice() -> tuple[Pair, ...]:
    """Return the records that two computers of one station changed without knowing of
    each other, as pairs of one record: their own station settles them by a correction.
    """
    here = office()
    records = received.records(duplicates.returned_for(CHANGED_TWICE))
    return tuple(_twice(known, here) for known in records.values())


def _twice(known: Known, here: Office) -> Pair:
    record = known.enrollment
    return Pair(
        id=0,
        kind=CHANGED_TWICE,
        ground=record.verdict or "",
        open=True,
        found_at=record.updated_at,
        kept=(),
        reason=None,
        settled_by=None,
        settled_at=None,
        claims=(_side(record, known.station, here),),
    )


def resolve(
    number: int, keep: Sequence[str], *, operator: Operator, reason: str
) -> Pair:
    """Keep one record of a pair and return the other, or keep both, with a reason.

    Where more reported the same person, what is kept is kept beside them all.
    """
    words = normal(reason)
    if len(words) < SHORTEST_REASON:
        raise UserError(f"请填写处理原因（不少于{SHORTEST_REASON}个字）")
    item = _item(number)
    wanted = set(keep)
    if not wanted or not wanted <= {item.first, item.second}:
        raise UserError(f"第{number}项中没有记录“{'、'.join(keep)}”，请从两份中选择")
    if len(wanted) == BOTH and item.kind != SUSPECT:
        raise UserError("同一证件号码只能保留一份，请选择保留哪一份")
    _decide((item,), tuple(keep), words, operator)
    return _pair(_item(number), _records(item), office())


def undo(number: int, *, operator: Operator) -> Pair:
    """Take a decision back: its items are open again and the rule decides.

    Where nothing is in dispute any more the item leaves the queue.
    """
    item = _item(number)
    if item.kept is None:
        raise UserError(f"第{number}项还没有处理过，不能撤销")
    _decide(duplicates.of_one_decision(item), (), None, operator)
    taken_back = item._replace(kept=None, reason=None, settled_by=None, settled_at=None)
    now = duplicates.with_id(number) or taken_back
    return _pair(now, _records(item), office())


def _decide(
    items: Sequence[Duplicate],
    keep: tuple[str, ...],
    reason: str | None,
    operator: Operator,
) -> None:
    """The decision is an entry of the journal, like everything that people decide."""
    if office().level not in OFFICE_LEVELS:
        raise UserError("重复参保由区县办公室裁定，本站点不能处理")
    at = stamp()
    with recording(operator) as record:

        def note(item: Duplicate) -> None:
            record(_said(item, keep, reason))
            kept = " ".join(keep) or None
            duplicates.settle(item.id, kept, reason, operator.name, at)

        for item in items:
            note(item)
        both = dict.fromkeys(uid for item in items for uid in (item.first, item.second))
        marks = {uid: _latest_mark(uid, keep) for uid in both}
        received.put_rulings(list(_marked(marks)))
        rejudge(marks, office())
        if len(keep) == 1:
            for item in duplicates.also_lost_to(keep[0], items[0].ground):
                note(item)


def _said(item: Duplicate, keep: Sequence[str], reason: str | None) -> Change:
    data: dict[str, object] = {
        "first": item.first,
        "second": item.second,
        "kept": list(keep),
        "reason": reason,
    }
    return Change("RESOLUTION", f"resolution/{item.first}/{item.second}", data)


def _latest_mark(uid: str, keep: tuple[str, ...]) -> int:
    """Taken back, a decision leaves in force what was decided beside others."""
    if keep:
        return _mark(uid, keep)
    others = duplicates.decided_about(uid)
    marks = (_mark(uid, tuple((other.kept or "").split())) for other in others)
    return next(filter(None, marks), 0)


def _mark(uid: str, keep: tuple[str, ...]) -> int:
    if not keep or len(keep) == BOTH:
        return 0
    return CHOSEN if uid in keep else DROPPED


def _marked(marks: dict[str, int]) -> Iterable[Ruling]:
    rulings, records = received.rulings(marks), received.records(marks)
    for uid, kept in marks.items():
        known = records[uid]
        before = rulings.get(uid) or _unjudged(
            uid, known.station, known.enrollment.state
        )
        yield before._replace(kept=kept)


def _unjudged(uid: str, station: str, state: str) -> Ruling:
    """The district's own record is judged for the first time by this decision."""
    return Ruling(uid, station, 1, state, "", "", "", "", 0, 0, 0, "")


def _item(number: int) -> Duplicate:
    item = duplicates.with_id(number)
    if item is None:
        raise UserError(f"查重队列里没有第{number}项，请刷新后再选")
    return item


def _records(item: Duplicate) -> dict[str, Known]:
    return received.records((item.first, item.second))


def _pair(
    item: Duplicate, records: dict[str, Known], here: Office, tied_to: int = BOTH
) -> Pair:
    sides = (records[uid] for uid in (item.first, item.second) if uid in records)
    return Pair(
        id=item.id,
        kind=item.kind,
        ground=_ground(item),
        open=item.kept is None,
        found_at=item.found_at,
        kept=tuple((item.kept or "").split()),
        reason=item.reason,
        settled_by=item.settled_by,
        settled_at=item.settled_at,
        claims=tuple(_side(known.enrollment, known.station, here) for known in sides),
        records=tied_to,
    )


def _ground(item: Duplicate) -> str:
    """A key of the rule is said in words, its number masked."""
    if item.kind == SUSPECT:
        return item.ground
    what, *_, last = item.ground.split("/")
    if what == "H":
        return "同一家庭重复参保"
    return f"证件号码{mask_id(last)}重复参保"


def _side(record: Enrollment, station: str, here: Office) -> Side:
    document, decision = record.document, record.decision
    village = document.household.village_code or ""
    chief = head(document)
    return Side(
        uid=record.uid,
        station=station,
        state=record.state,
        enroll_no=record.enroll_no,
        receipt_no=record.receipt_no,
        name=chief.name if chief else "",
        id_masked=mask_id(chief.id_no or "") if chief else "",
        village=village,
        village_name=here.village_name(village),
        enrolled_on=document.enrolled_on.isoformat(),
        premium_fen=decision.premium_fen if decision else None,
        subsidy_fen=decision.subsidy_fen if decision else None,
        self_pay_fen=decision.self_pay_fen if decision else None,
        verdict=record.verdict,
    )
