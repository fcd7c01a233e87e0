"""Deciding again as a district once did, from its own words that came back to it.

Runs inside the transaction of the use case that calls it.
"""

from collections.abc import Iterable, Sequence

from db.queries import moves, offices, policies, received, station_keys
from db.queries.moves import Move
from db.queries.station_keys import StationKey
from jisheng_desktop.domain.answers import (
    ClaimNotice,
    KeyNotice,
    OwnerNotice,
    PolicyNotice,
    SchemeUpdate,
    read_answer,
)
from jisheng_desktop.domain.bundle_reading import Link
from jisheng_desktop.domain.journal import Entry
from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.verdicts import Verdict
from jisheng_desktop.sealing.keys import token_name
from jisheng_desktop.services import claim_answers, policy_answers
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moving import change_owner, tell_too
from jisheng_desktop.services.ruling import BY_PEOPLE, DROPPED, rejudge
from jisheng_desktop.services.schemes import put_scheme

STANDING = ("ACCEPTED", "INSURED")


def resume(said: Sequence[Link], station: str) -> None:
    """Take up what was once said to a station, in the order in which it was said."""
    verdicts: dict[str, Verdict] = {}
    keys: dict[str, tuple[KeyNotice, str]] = {}
    for link in said:
        answer = read_answer(link.entry) if isinstance(link.entry, Entry) else None
        match answer:
            case Verdict():
                verdicts[answer.uid] = answer
            case SchemeUpdate():
                _resume_scheme(answer, link.entry.at)
            case KeyNotice():
                keys[answer.key] = answer, link.entry.at
            case PolicyNotice():
                policy_answers.heed(answer, link.entry.at)
            case ClaimNotice():
                claim_answers.heed(answer, link.entry.at, office().code)
            case OwnerNotice():
                _resume_owner(answer)
    _resume_keys(keys.values())
    _resume_verdicts(verdicts.values(), station)


def _resume_verdicts(said: Iterable[Verdict], station: str) -> None:
    """What was answered last holds again, and so does what people decided."""
    by_uid = {each.uid: each for each in said}
    rulings = received.rulings(by_uid).values()
    mine = [each for each in rulings if each.station == station]
    received.put_rulings(
        [
            each._replace(
                latched=int(_stands(by_uid[each.uid])),
                kept=DROPPED if _dropped(by_uid[each.uid]) else each.kept,
            )
            for each in mine
        ]
    )
    uids = [each.uid for each in mine]
    rejudge(uids, office())
    insured = [uid for uid in uids if by_uid[uid].result == "INSURED"]
    policies.insure(insured)
    rejudge(insured, office())


def _resume_owner(notice: OwnerNotice) -> None:
    """A household that was moved stays moved, unless it was moved as often since; then
    whoever had it meanwhile hears of that.
    """
    owner, known = moves.owner_of(notice.household), moves.of(notice.household)
    if owner is None:
        return
    if known is not None and known.turn >= notice.turn:
        tell_too(known, notice.owner)
        return
    change_owner(
        Move(
            household=notice.household,
            owner=notice.owner,
            former=(owner,),
            reason=notice.reason,
            at=notice.moved_at,
            turn=notice.turn,
        )
    )


def _stands(verdict: Verdict) -> bool:
    return verdict.result in STANDING


def _dropped(verdict: Verdict) -> bool:
    return (verdict.code, verdict.text) == (BY_PEOPLE.code, BY_PEOPLE.text)


def _resume_scheme(update: SchemeUpdate, at: str) -> None:
    """A scheme that was sent out no earlier than ours was added is the newer one.

    Within one second too: what comes back was said after the backup. It counts as
    added when it was sent, so that a still newer one may come back after it.
    """
    scheme = read_scheme(update.scheme)
    added = offices.scheme_added_at(scheme.id)
    if added is None or (
        added <= at and offices.scheme_text(scheme.id) != update.scheme
    ):
        put_scheme(scheme, update.scheme, at)


def _resume_keys(said: Iterable[tuple[KeyNotice, str]]) -> None:
    """A station once bound stays bound, and one once withdrawn stays withdrawn.

    Withdrawals first: they make room for whoever followed.
    """
    theirs = [each for each in said if each[0].station != office().code]
    theirs.sort(key=lambda each: each[0].withdrawn_at is None)
    gone = {n.station: at for n, at in theirs if _resume_key(n, at)}
    for station, at in gone.items():
        if station_keys.valid(station) is None:
            station_keys.withdraw_kit(station, at)


def _resume_key(notice: KeyNotice, at: str) -> bool:
    """Bind or withdraw a key; tell whether that it no longer counts is news."""
    known, until = station_keys.key(notice.key), notice.withdrawn_at
    if known is None and until is None and _is_succeeded(notice.station):
        until = at
    if known is not None and (until is None or known.withdrawn_at):
        return False
    token = known.token if known else ""
    key = StationKey(notice.key, notice.station, notice.recipient, token, until)
    station_keys.bind(key, at)
    return until is not None


def _is_succeeded(station: str) -> bool:
    """Tell whether the computer of a station's latest kit has reported already."""
    present, entry = station_keys.valid(station), station_keys.registered(station)
    return bool(present and entry and present.token == token_name(entry.token))
