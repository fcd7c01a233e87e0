"""A household moves to another station: the district's verdict about whose it is.

Nothing is rewritten. The new station is given every revision as its writer left it and
goes on from there; the old one sees where the household has gone (sync.md section 1).
"""

from collections.abc import Iterator, Sequence

import msgspec

from db.queries import journal, moves, offices, received, station_keys, streams
from db.queries.journal import Change
from db.queries.moves import Move
from db.queries.received import Ruling
from db.queries.streams import Stream
from jisheng_desktop.domain.answers import OwnerNotice
from jisheng_desktop.domain.journal import Entry, decode, revision_hash
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.enrolling import required_reason
from jisheng_desktop.services.keyring import OFFICE_LEVELS
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import stamp
from jisheng_desktop.services.recording import recording
from jisheng_desktop.services.records import find_record


class Moved(msgspec.Struct, frozen=True):
    """A household, where it was and where it is; `to_name` is the new station's."""

    household_no: str | None
    from_station: str
    to_station: str
    to_name: str
    enrollments: int


def move_household(number: str, to: str, *, operator: Operator, reason: str) -> Moved:
    """Give the household of a record to another station, with all its years.

    Both stations hear of it in their next answers. Raises `UserError` for a draft, an
    unknown or withdrawn station, and anywhere but at the district.
    """
    if office().level not in OFFICE_LEVELS:
        raise UserError("家庭移交由区县办公室办理，请与区县联系")
    words = required_reason(reason)
    record = find_record(number)
    if record.state == "DRAFT":
        raise UserError("草稿不能移交，请先确认参保或删除草稿")
    target = station_keys.registered(to.strip())
    if target is None or target.withdrawn_at is not None:
        raise UserError(f"没有代码为“{to}”的在用站点，请核对站点代码")
    household = record.household_uid
    owner = moves.owner_of(household) or ""
    if owner == target.code:
        raise UserError(f"这一户本来就在“{target.name}”，不用移交")
    with recording(operator) as write:
        data: dict[str, object] = {"owner": target.code, "from": owner, "reason": words}
        write(Change("RESOLUTION", f"move/{household}", data))
        before = moves.of(household)
        turn = before.turn + 1 if before else 1
        move = Move(household, target.code, (owner,), words, stamp(), turn)
        uids = change_owner(move)
    return Moved(record.household_no, owner, target.code, target.name, len(uids))


def change_owner(move: Move) -> tuple[str, ...]:
    """Write down whose a household is, inside the transaction of the caller; return its
    enrolments. Who owned it earlier than `former` is known here.
    """
    before = moves.of(move.household)
    earlier = before.former if before else ()
    moves.put(_formerly(move, (*earlier, *move.former)))
    moves.set_owner(move.household, move.owner)
    uids = moves.enrollments_of(move.household)
    received.put_rulings(list(_told_anew(uids, move.owner)))
    return uids


def tell_too(move: Move, station: str) -> None:
    """Let another station hear whose a household is now: it was told otherwise once."""
    moves.put(_formerly(move, (*move.former, station)))


def _formerly(move: Move, owners: tuple[str, ...]) -> Move:
    former = dict.fromkeys(owners)
    former.pop(move.owner, None)
    return move._replace(former=tuple(former))


def _told_anew(uids: Sequence[str], target: str) -> Iterator[Ruling]:
    """What was judged stays judged; the new owner has to hear it."""
    known, rulings = received.records(uids), received.rulings(uids)
    for uid in uids:
        state = known[uid].enrollment.state
        if state == "VOID":
            continue
        before = rulings.get(uid)
        if before is None:
            result = state if state in ("ACCEPTED", "INSURED") else "ACCEPTED"
            rev = len(journal.course_of(uid))
            before = Ruling(uid, target, rev, result, "", "", "", "", 1, 0, 0, "")
        yield before._replace(station=target, answered_in=0, answered="")


# -- what the stations are told, inside the transaction of an answer -----------------


def notices_for(station: str) -> Iterator[OwnerNotice]:
    """Yield whose households are that a station has, had, or reads for its villages."""
    under = {each.code for each in offices.stations() if each.parent == station}
    concerned = under | {station}
    for move in moves.everything():
        if concerned.isdisjoint((move.owner, *move.former)):
            continue
        yield OwnerNotice(
            household=move.household,
            owner=move.owner,
            owner_name=_name(move.owner),
            reason=move.reason,
            moved_at=move.at,
            turn=move.turn,
        )


def revisions_for(station: str, stream: Stream) -> Iterator[Entry]:
    """Yield what a station lacks of the households that were moved to it.

    Also what their earlier owner wrote before it knew: people settle that.
    """
    theirs = {each.id for each in streams.of_station(station)} | {stream.id}
    for move in moves.everything():
        if move.owner == station:
            for record in (move.household, *moves.enrollments_of(move.household)):
                yield from _lacking(record, theirs)


def _lacking(record: str, theirs: set[int]) -> Iterator[Entry]:
    found = [(stream, decode(raw)) for stream, raw in journal.raw_entries_of(record)]
    known = {revision_hash(entry) for stream, entry in found if stream in theirs}
    for _, entry in sorted(found, key=lambda each: each[1].rev):
        digest = revision_hash(entry)
        if digest not in known:
            known.add(digest)
            yield entry


def _name(code: str) -> str:
    found = station_keys.registered(code)
    return found.name if found else code
