"""What a district said before it lost it: stations keep its answers and hand them back.

A district restored from a backup has forgotten its latest verdicts. Every answer bears
its signature over how far the answers go; with that a station can prove, and the
district believe, what it once said (sync.md section 6).
"""

from collections.abc import Iterator, Sequence

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
from jisheng_desktop.sealing.container import Parcel, is_signed
from jisheng_desktop.sealing.keys import Keys
from jisheng_desktop.services.arrivals import Imported, arrival, imported, opened
from jisheng_desktop.services.keyring import OFFICE_LEVELS, District, own_keys
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import new_uid
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.ranges import sort_ranges, store
from jisheng_desktop.services.resuming import resume
from jisheng_desktop.services.segments import position, segment

# At a station: the district's signature over the head of its answers, by stream.
ENDORSED = "endorsed/"
# At the district: whether a station knows answers that are unknown here.
OWED = "owed/"
OWED_NOW, ASKED = "1", "asked"


# -- at the district, before anything is lost ---------------------------------------


def endorsement(answers: Segment, keys: Keys) -> str:
    """Return the signature by which the district knows its own answers again."""
    return keys.sign(_message(answers)).hex()


def spoken_positions(station: str) -> tuple[Position, ...]:
    """Return how far the district knows what it has said to a station."""
    return tuple(map(position, streams.answers_to(station)))


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
    known = {each.stream: each for each in manifest.spoken}
    for stream in streams.answers():
        streams.acknowledge(stream, _agreed(stream, known.get(stream.identity.hex())))


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


def _agreed(stream: Stream, theirs: Position | None) -> int:
    if theirs is None:
        return 0
    ours = journal.hash_at(stream.id, stream.identity, theirs.n)
    return theirs.n if ours is not None and ours.hex() == theirs.hash else 0


# -- at the district, restored ------------------------------------------------------


def note_owed(station: str, answers: Sequence[Position]) -> None:
    """Note whether a station knows answers that are unknown here, asked for once."""
    owed = any(_is_unknown(each) for each in answers)
    before = offices.fact(f"{OWED}{station}") or ""
    if owed != bool(before):
        offices.put_fact(f"{OWED}{station}", OWED_NOW if owed else "")


def waits_for_answers(station: str) -> bool:
    """Tell whether verdicts must wait for what was said before; true for one answer.

    Otherwise the district would say again, and differently, what it has forgotten.
    """
    if offices.fact(f"{OWED}{station}") != OWED_NOW:
        return False
    offices.put_fact(f"{OWED}{station}", ASKED)
    return True


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
        said = list(_stored(found, manifest.station))
        resume(said, manifest.station)
        offices.put_fact(f"{OWED}{manifest.station}", "")
        text = f"已取回区县以前给站点{manifest.station}的答复，{len(said)}条"
        row = row._replace(outcome="applied", text=text, applied=0)
        parcels.keep_arrival(row)
    return imported(row)


def _require_own(manifest: BackManifest, keys: Keys) -> None:
    known = station_keys.key(manifest.key)
    if known is None or known.station != manifest.station or known.withdrawn_at:
        raise not_genuine()
    ours = [each.public.hex() for each in (keys, *keys.former)]
    if len(manifest.segments) != len(manifest.endorsements):
        raise not_genuine()
    for said, text in zip(manifest.segments, manifest.endorsements, strict=True):
        signature = bytes.fromhex(text) if len(text) % 2 == 0 else b""
        if not any(is_signed(key, _message(said), signature) for key in ours):
            raise not_genuine()


def _stored(found: Sequence[Range], station: str) -> Iterator[Link]:
    for range_, new in sort_ranges(found).fresh:
        yield from store(range_, new, "", station)


def _is_unknown(theirs: Position) -> bool:
    stream = streams.named(bytes.fromhex(theirs.stream))
    if stream is None:
        return theirs.n > 0
    return journal.hash_at(stream.id, stream.identity, theirs.n) is None


def _message(answers: Segment) -> bytes:
    head = f"{answers.stream} {answers.head} {answers.head_hash}"
    return f"jisheng answers {head}".encode()
