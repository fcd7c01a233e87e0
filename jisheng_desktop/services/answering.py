"""Answers: for every station one sealed file that says what has come of its work.

The district writes them; a township passes on those that it was given.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from db.connection import transaction
from db.queries import journal, offices, parcels, station_keys, streams
from db.queries.parcels import Arrival
from db.queries.received import Ruling
from db.queries.station_keys import StationKey
from db.queries.streams import Stream
from jisheng_desktop import __version__
from jisheng_desktop.domain.bundle_reading import parcel_lines
from jisheng_desktop.domain.bundles import (
    FORMAT,
    SUFFIX,
    AnswerManifest,
    encoded,
    file_name,
)
from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.sealing import age, container
from jisheng_desktop.sealing.keys import Keys
from jisheng_desktop.services.answer_streams import begin_answers, present_answers
from jisheng_desktop.services.correspondence import named_in
from jisheng_desktop.services.files import ready_folder, write_file
from jisheng_desktop.services.handing_back import (
    endorsement,
    spoken_positions,
)
from jisheng_desktop.services.keyring import OFFICE_LEVELS, own_keys
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import moment, new_uid, stamp
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.progress import Progress, silent
from jisheng_desktop.services.segments import position, segment
from jisheng_desktop.services.speaking import speak
from jisheng_desktop.services.spoken import spoken_position
from jisheng_desktop.services.succession import speaker_for

Report = dict[str, tuple[int, str]]

# When a station was answered last: the name of the fact, before its code.
ANSWERED_AT = "answered/"


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """An answer file; `spoken` are ten digits to read out before the file is back."""

    file: str
    station_code: str
    seq: int
    accepted: int
    returned: int
    conflicts: int
    spoken: str


class Reply(NamedTuple):
    """An answer before it is sealed."""

    manifest: AnswerManifest
    lines: tuple[bytes, ...]
    rulings: tuple[Ruling, ...]


def write_answers(
    folder: Path,
    session: Session,
    wanted: Sequence[str] | None = None,
    progress: Progress = silent,
) -> tuple[Answered, ...]:
    """Write an answer file for every station whose bundles were taken in, or for those
    of them that are `wanted`, by their codes.

    Villages first, so that a township carries the answers of its villages too.
    """
    ready_folder(folder)
    if office().level not in OFFICE_LEVELS:
        return _pass_on(folder, wanted)
    by_level = sorted(offices.stations(), key=lambda s: (s.level == "TOWNSHIP", s.code))
    inside: dict[str, dict[str, bytes]] = {}
    written: list[Answered] = []
    for done, station in enumerate(by_level):
        progress(done, len(by_level))
        key = station_keys.valid(station.code)
        if key is None or not parcels.was_heard(station.code):
            continue
        if wanted is not None and station.code not in wanted:
            continue
        carried = inside.get(station.code, {})
        answer, content = _answer(folder, station, key, carried, session)
        inside.setdefault(station.parent, {})[Path(answer.file).name] = content
        written.append(answer)
    return tuple(written)


def _answer(
    folder: Path,
    station: NewStation,
    key: StationKey,
    carried: dict[str, bytes],
    session: Session,
) -> tuple[Answered, bytes]:
    """What is answered once is answered for good: a latch, written down first."""
    keys = own_keys(session)
    with transaction():
        seq = _next_seq(station.code)
        reply = _reply(station, key, seq, carried, session)
        speaker = speaker_for(station.code, keys)
    content = _sealed(reply, speaker, key)
    name = file_name(station.code, reply.manifest.created[:4], seq, answer=True)
    write_file(folder / name, content, container.open_container)
    results = [ruling.result for ruling in reply.rulings]
    answer = Answered(
        file=str(folder / name),
        station_code=station.code,
        seq=seq,
        accepted=results.count("ACCEPTED") + results.count("INSURED"),
        returned=results.count("RETURNED"),
        conflicts=results.count("CONFLICT"),
        spoken=spoken_position(station.code),
    )
    return answer, content


def _next_seq(station: str) -> int:
    name = f"answers/{station}"
    seq = int(offices.fact(name) or 0) + 1
    offices.put_fact(name, str(seq))
    offices.put_fact(f"{ANSWERED_AT}{station}", stamp())
    return seq


def _reply(
    station: NewStation,
    key: StationKey,
    seq: int,
    carried: dict[str, bytes],
    session: Session,
) -> Reply:
    code, keys = station.code, own_keys(session)
    speaker = speaker_for(code, keys)
    stream = present_answers(code) or begin_answers(code)
    rulings = tuple(speak(stream, code, keys, moment(session.operator)))
    report = parcels.report(code)
    parcels.note_answered(code)
    ranges = [(stream, _base(stream, report))]
    theirs = streams.of_station(code)
    ranges += [(each, _base(each, report)) for each in theirs]
    lines = [raw for each, base in ranges for raw in streams.entries(each, base)]
    segments = tuple(segment(each, base) for each, base in ranges)
    files = {container_hash(file): (name, file) for name, file in carried.items()}
    manifest = AnswerManifest(
        format=FORMAT,
        app=__version__,
        station=code,
        issuer=offices.office().code,
        seq=seq,
        created=stamp(),
        key=speaker.public.hex(),
        recipients=(key.recipient,),
        answers=segments[:1],
        echoes=segments[1:],
        taken=tuple(map(position, theirs)),
        forks=parcels.forks(code),
        received=parcels.received_from(code),
        parcels={digest: name for digest, (name, _) in files.items()},
        spoken=spoken_positions(code),
        endorsement=endorsement(segments[0], speaker),
    )
    lines += [line for file in carried.values() for line in parcel_lines(file)]
    return Reply(manifest, tuple(lines), rulings)


def container_hash(file: bytes) -> str:
    """Return the SHA-256 by which a sealed file is known."""
    return container.open_container(file).digest.hex()


def _base(stream: Stream, report: Report) -> int:
    """Return how far the station knows a stream; from the start when it knows another."""
    n, digest = report.get(stream.identity.hex(), (0, ""))
    ours = journal.hash_at(stream.id, stream.identity, n)
    return n if ours is not None and ours.hex() == digest else 0


def _sealed(reply: Reply, keys: Keys, key: StationKey) -> bytes:
    payload, plain = container.seal_lines(
        [encoded(reply.manifest), *reply.lines],
        keys.sign,
        for_age=lambda packed: age.seal(packed, [key.recipient]),
    )
    return container.wrap(payload, plain, "ack", new_uid(), keys.public, keys.sign)


# -- the township -------------------------------------------------------------------


def _pass_on(folder: Path, wanted: Sequence[str] | None) -> tuple[Answered, ...]:
    """Write out the newest answer that was given for each station, as it came."""
    newest = {
        station: each
        for each in sorted(parcels.onward("ack"), key=_came)
        for station in (named_in(each.file),)
        if wanted is None or station in wanted
    }
    for each in newest.values():
        name = Path(each.file).name
        file = folder / (name if name.endswith(SUFFIX) else f"{name}{SUFFIX}")
        write_file(file, each.content or b"", container.open_container)
    return tuple(
        Answered(
            file=str(folder / Path(each.file).name),
            station_code=station,
            seq=each.seq,
            accepted=0,
            returned=0,
            conflicts=0,
            spoken="",
        )
        for station, each in newest.items()
    )


def _came(answer: Arrival) -> tuple[str, str]:
    """When an answer came, and of those that came in one second, which was written
    first: a folder full of answers is taken in within one.
    """
    bundle = container.open_container(answer.content or b"").header.bundle
    return answer.taken_at, bundle
