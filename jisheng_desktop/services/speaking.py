"""What a district tells a station: verdicts, schemes, keys, policies, claims, owners.

Runs inside the transaction of the answer that carries it.
"""

from collections.abc import Iterator

import msgspec

from db.queries import journal, offices, parcels, received, station_keys, streams
from db.queries.journal import Change, Moment
from db.queries.received import Ruling
from db.queries.streams import Stream
from jisheng_desktop.domain.answers import (
    AnswerKind,
    KeyNotice,
    SchemeUpdate,
    answer_id,
)
from jisheng_desktop.domain.bundles import Sealable
from jisheng_desktop.domain.journal import decode
from jisheng_desktop.domain.verdicts import Verdict
from jisheng_desktop.sealing.keys import Keys
from jisheng_desktop.services import claim_answers, moving, policy_answers
from jisheng_desktop.services.handing_back import waits_for_answers
from jisheng_desktop.services.library import office
from jisheng_desktop.services.succession import district_notices

ANSWERED = ("ACCEPTED", "RETURNED", "CONFLICT", "INSURED")


def speak(stream: Stream, station: str, keys: Keys, now: Moment) -> Iterator[Ruling]:
    """Add to the answers what is news to the station; yield the rulings among it.

    Not a word, not even of our own `keys`, while the station holds answers that were
    lost here: it would tell the same stream another way, and the station could not
    follow.
    """
    if waits_for_answers(station):
        return
    for key in (*district_notices(keys), *_key_notices(station)):
        say_once(stream, "KEY", key.key, key, now)
    _say_schemes(stream, station, now)
    _say_moves(stream, station, now)
    for case in claim_answers.notices_for(station, office().code):
        say_once(stream, "CASE", case.uid, case, now)
    for policy in policy_answers.unsaid(station, stream.id):
        _say(stream, "POLICY", policy.uid, policy, now)
    for ruling in received.rulings_on(station):
        word = f"{ruling.rev} {ruling.result} {ruling.code}"
        known = ruling.answered_in == stream.id and ruling.answered == word
        if known or ruling.result not in ANSWERED:
            continue
        _say(stream, "VERDICT", ruling.uid, _verdict(ruling), now)
        latched = int(ruling.result in ("ACCEPTED", "INSURED"))
        said = ruling._replace(answered_in=stream.id, answered=word, latched=latched)
        received.put_rulings([said])
        yield said


def _verdict(ruling: Ruling) -> Verdict:
    return Verdict(
        uid=ruling.uid,
        rev=ruling.rev,
        result=ruling.result,  # type: ignore[arg-type]
        code=ruling.code,
        text=ruling.text,
    )


def _key_notices(station: str) -> Iterator[KeyNotice]:
    """Yield the keys of all other stations as the directory has them."""
    for each in station_keys.everybody():
        if each.station != station:
            yield KeyNotice(
                key=each.key,
                station=each.station,
                recipient=each.recipient,
                withdrawn_at=each.withdrawn_at,
            )


def _say_moves(stream: Stream, station: str, now: Moment) -> None:
    """Whose a household is, and to its new owner every revision as it was written."""
    for entry in moving.revisions_for(station, stream):
        journal.write_again(entry, to=streams.head(stream))
    for notice in moving.notices_for(station):
        say_once(stream, "OWNER", notice.household, notice, now)


def _say_schemes(stream: Stream, station: str, now: Moment) -> None:
    theirs = parcels.schemes_reported(station)
    for scheme_id, digest in offices.scheme_hashes().items():
        if theirs.get(scheme_id) != digest:
            text = offices.scheme_text(scheme_id) or ""
            say_once(stream, "SCHEME", scheme_id, SchemeUpdate(scheme=text), now)


def say_once(
    stream: Stream, kind: AnswerKind, about: str, what: Sealable, now: Moment
) -> None:
    """Say nothing that was the last word about it already."""
    last = streams.last_of(stream, answer_id(kind, stream.identity, about))
    if last is None or msgspec.convert(decode(last).data, type(what)) != what:
        _say(stream, kind, about, what, now)


def _say(
    stream: Stream, kind: AnswerKind, about: str, what: Sealable, now: Moment
) -> None:
    data: dict[str, object] = msgspec.to_builtins(what)
    change = Change(kind, answer_id(kind, stream.identity, about), data)
    journal.append(change, now, to=streams.head(stream))
