"""What a district said before it lost it: stations keep its answers and hand them back.

A district restored from a backup has forgotten its latest verdicts. Every answer bears
its signature over how far the answers go; with that a station can prove, and the
district believe, what it once said (sync.md section 6).
"""

from collections.abc import Sequence

import msgspec

from db.connection import transaction
from db.queries import journal, offices, parcels, station_keys, streams
from db.queries.streams import Stream
from jisheng_desktop.domain.bundle_reading import Link, Range, ranges
from jisheng_desktop.domain.bundles import (
    FORMAT,
    SUFFIX,
    AnswerManifest,
    BackManifest,
    Position,
    Segment,
    encoded,
)
from jisheng_desktop.domain.refusals import WRONG_STATION, Refusal, not_genuine
from jisheng_desktop.sealing import age, container
from jisheng_desktop.sealing.container import Parcel
from jisheng_desktop.sealing.keys import Keys
from jisheng_desktop.services.answer_streams import begin_answers, present_answers
from jisheng_desktop.services.arrivals import Imported, arrival, imported, opened
from jisheng_desktop.services.forking import last_common
from jisheng_desktop.services.keyring import OFFICE_LEVELS, District, own_keys
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import new_uid, stamp
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.ranges import as_stored, sort_ranges, store
from jisheng_desktop.services.resuming import resume
from jisheng_desktop.services.segments import position, segment

# At a station: the district's signature over the head of its answers, by stream.
ENDORSED = "endorsed/"
# At the district: how far a station knows answers that are unknown here, and which of
# these it was asked for already. By station.
OWED, ASKED = "owed/", "asked/"


# -- at the district, before anything is lost ---------------------------------------


def endorsement(answers: Segment, keys: Keys) -> str:
    """Return the signature by which the district knows its own answers again."""
    return keys.sign(_message(answers)).hex()


def spoken_positions(station: str) -> tuple[Position, ...]:
    """Return how far the district knows what it has said to a station."""
    told = (story for each in streams.answers_to(station) for story in _stories(each))
    return tuple(map(position, told))


# -- at a station -------------------------------------------------------------------


def keep_endorsement(manifest: AnswerManifest) -> None:
    """Note how far the district knows its own answers, and its signature over these.

    Runs inside the transaction of the caller, after the answers are stored.
    """
    said = manifest.answers[0]
    kept = offices.fact(f"{ENDORSED}{said.stream}")
    is_newer = kept is None or int(kept.split()[0]) <= said.head
    if is_newer and _is_held(said):
        offices.put_fact(
            f"{ENDORSED}{said.stream}", f"{said.head} {manifest.endorsement}"
        )
    for stream in streams.answers():
        known = (p for p in manifest.spoken if p.stream == stream.identity.hex())
        agreed = (_agreed(stream, each) for each in known)
        streams.acknowledge(stream, max(agreed, default=0))


def kept_answers(keys: Keys, above: District) -> bytes | None:
    """Return the sealed answers that the district has lost, None while it has them all.

    Lies in a bundle like any file that is carried.
    """
    lost = [each for each in map(_lost, streams.answers()) if each is not None]
    if not lost:
        return None
    manifest = BackManifest(
        format=FORMAT,
        station=offices.office().code,
        key=keys.public.hex(),
        recipients=(above.recipient,),
        segments=tuple(each for each, _, _ in lost),
        endorsements=tuple(signature for _, signature, _ in lost),
    )
    lines = [line for _, _, entries in lost for line in entries]
    payload, plain = container.seal_lines(
        [encoded(manifest), *lines],
        keys.sign,
        for_age=lambda packed: age.seal(packed, manifest.recipients),
    )
    return container.wrap(payload, plain, "back", new_uid(), keys.public, keys.sign)


def back_name(station: str) -> str:
    """Return the name under which kept answers travel."""
    return f"{station}-answers{SUFFIX}"


def _lost(stream: Stream) -> tuple[Segment, str, tuple[bytes, ...]] | None:
    kept = offices.fact(f"{ENDORSED}{stream.identity.hex()}")
    if kept is None:
        return None
    head, signature = kept.split()
    base = stream.acknowledged
    if base >= int(head):
        return None
    entries = streams.entries(stream, base)[: int(head) - base]
    return segment(stream, base, int(head)), signature, entries


def _is_held(said: Segment) -> bool:
    """A restored district may sign another story than the one that is kept here."""
    stream = streams.named(bytes.fromhex(said.stream))
    if stream is None:
        return False
    ours = journal.hash_at(stream.id, stream.identity, said.head)
    return ours is not None and ours.hex() == said.head_hash


def _agreed(stream: Stream, theirs: Position) -> int:
    ours = journal.hash_at(stream.id, stream.identity, theirs.n)
    return theirs.n if ours is not None and ours.hex() == theirs.hash else 0


# -- at the district, restored ------------------------------------------------------


def note_owed(station: str, answers: Sequence[Position]) -> None:
    """Note which answers a station knows and we do not; it is asked for each once.

    Where it knows our present answers otherwise, they were told anew in ignorance of
    it: from now on it is answered in a new stream.
    """
    asked = _noted(ASKED, station)
    owed = (e for e in answers if _is_unknown(e) and e not in asked)
    _note(OWED, station, (*_noted(OWED, station), *owed))
    present = present_answers(station)
    if present is not None and any(_contradicts(each, present) for each in answers):
        begin_answers(station)


def waits_for_answers(station: str) -> bool:
    """Tell whether verdicts must wait for what was said before; true for one answer.

    Otherwise the district would say again, and differently, what it has forgotten.
    """
    owed = _noted(OWED, station)
    _note(ASKED, station, (*_noted(ASKED, station), *owed))
    _note(OWED, station, ())
    return bool(owed)


def take_back(parcel: Parcel, name: str, session: Session) -> Imported:
    """Take back answers of our own that a station kept; raise `Refusal` for forgeries."""
    keys = own_keys(session)
    if office().level not in OFFICE_LEVELS:
        raise Refusal(WRONG_STATION, "这是站点交还给区县的答复，本站点不收")
    packed = keys.unseal(parcel.payload)
    manifest, lines = opened(packed, parcel, keys.recipients, BackManifest)
    found, _ = ranges(manifest.segments, lines)
    row = arrival(parcel.digest.hex(), "back", name)._replace(station=manifest.station)
    with transaction():
        _require_own(manifest, keys)
        said = [link for each in found for link in _stored(each, manifest.station)]
        resume(said, manifest.station)
        _note_known(manifest.station)
        text = f"已取回区县以前给站点{manifest.station}的答复，{len(said)}条"
        row = row._replace(outcome="applied", text=text, applied=0)
        parcels.keep_arrival(row)
    return imported(row)


def _require_own(manifest: BackManifest, keys: Keys) -> None:
    known = station_keys.key(manifest.key)
    if known is None or known.station != manifest.station or known.withdrawn_at:
        raise not_genuine()
    if len(manifest.segments) != len(manifest.endorsements):
        raise not_genuine()
    for said, signature in zip(manifest.segments, manifest.endorsements, strict=True):
        if not keys.have_signed(_message(said), signature):
            raise not_genuine()


def _stored(range_: Range, station: str) -> Sequence[Link]:
    """Store our words, beside the stream where it was told on without them."""
    fresh, forked, _ = sort_ranges([range_])
    if fresh:
        return store(*fresh[0], station="", reader=station)
    return _set_beside(range_, station) if forked else ()


def _set_beside(theirs: Range, station: str) -> Sequence[Link]:
    stream = streams.named(bytes.fromhex(theirs.segment.stream))
    assert stream is not None
    present = present_answers(station)
    if present is not None and present.id == stream.id:
        begin_answers(station)
    stories = _stories(stream)
    known = {
        each: n for each in stories if (n := last_common(each, theirs)) is not None
    }
    if not known:
        return ()
    nearest = max(known, key=lambda each: known[each])
    common = known[nearest]
    new = theirs.links[common - theirs.segment.base :]
    if new:
        aside = streams.begin_beside(stream, stamp())
        told = streams.beginning(nearest, common)
        streams.extend(aside, (*told, *map(as_stored, new)))
    return new


def _stories(stream: Stream) -> tuple[Stream, ...]:
    return (stream, *streams.beside(stream))


def _is_unknown(theirs: Position) -> bool:
    stream = streams.named(bytes.fromhex(theirs.stream))
    if stream is None:
        return theirs.n > 0
    return not any(_agreed(each, theirs) == theirs.n for each in _stories(stream))


def _contradicts(theirs: Position, ours: Stream) -> bool:
    at = journal.hash_at(ours.id, ours.identity, theirs.n)
    named = theirs.stream == ours.identity.hex()
    return named and at is not None and at.hex() != theirs.hash


def _note_known(station: str) -> None:
    """What came back is owed no more."""
    for name in (OWED, ASKED):
        _note(name, station, tuple(filter(_is_unknown, _noted(name, station))))


def _noted(name: str, station: str) -> tuple[Position, ...]:
    noted = offices.fact(f"{name}{station}") or "[]"
    return msgspec.json.decode(noted, type=tuple[Position, ...])


def _note(name: str, station: str, found: tuple[Position, ...]) -> None:
    text = msgspec.json.encode(tuple(dict.fromkeys(found))).decode()
    offices.put_fact(f"{name}{station}", text)


def _message(answers: Segment) -> bytes:
    head = f"{answers.stream} {answers.head} {answers.head_hash}"
    return f"jisheng answers {head}".encode()
