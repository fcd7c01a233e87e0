"""The bundle: everything not yet acknowledged, sealed for the district, in one file.

Nothing is deleted by it, and a stick pulled out leaves the whole file or none.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from db.connection import snapshot, transaction
from db.queries import households, journal, offices, parcels, streams
from db.queries.parcels import Sent
from jisheng_desktop import __version__
from jisheng_desktop.domain.bundle_reading import parcel_lines
from jisheng_desktop.domain.bundles import (
    FORMAT,
    Introduction,
    Manifest,
    Segment,
    Sums,
    encoded,
    file_name,
    spoken_code,
)
from jisheng_desktop.domain.entries import (
    Arrived,
    EnrollmentEntry,
    counts_of,
    read_entry,
    sums_of,
)
from jisheng_desktop.errors import UserError
from jisheng_desktop.sealing import age, container
from jisheng_desktop.sealing.keys import Keys, introduce, token_name
from jisheng_desktop.services.certificates import shown
from jisheng_desktop.services.files import ready_folder, write_file
from jisheng_desktop.services.forgotten import keep_way_back
from jisheng_desktop.services.handing_back import back_name, kept_answers
from jisheng_desktop.services.keyring import (
    BUNDLES_BEGIN,
    OFFICE_LEVELS,
    District,
    district,
    own_keys,
)
from jisheng_desktop.services.moments import new_uid, stamp
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.progress import Progress, silent
from jisheng_desktop.services.segments import position, segment

LAST_BUNDLE = "last_bundle"

# For which township, and how far, a file with everything in it was written.
RELAY_SERVED = "relay_served"
FROM_THE_START: dict[str, int] = {}

# Gathered, sealed, written and proved; then the file gets its name.
STEPS = 4


class Exported(msgspec.Struct, frozen=True):
    """A bundle as it stands on the medium; money in fen.

    `spoken` are eight digits by which two people tell whether they hold the same file.
    """

    file: str
    bundle_id: str
    station_code: str
    seq: int
    prev_hash: str
    counts: dict[str, int]
    sums_fen: Sums
    receipts: tuple[str, ...]
    sha256: str
    spoken: str


class NothingToSend(UserError):
    """There is nobody above this station, or no key to seal a bundle for."""


class Load(NamedTuple):
    """What a bundle is made of, before it is sealed."""

    manifest: Manifest
    lines: tuple[bytes, ...]
    records: tuple[str, ...]


def outgoing(session: Session, *, from_seq: int | None = None) -> Manifest:
    """Return what the next bundle would say, before anything is written."""
    with snapshot():
        return _load(own_keys(session), _above(), _next_seq(Path()), from_seq).manifest


def export(
    folder: Path,
    session: Session,
    *,
    from_seq: int | None = None,
    progress: Progress = silent,
) -> Exported:
    """Write everything not yet acknowledged into a folder, or again from a bundle on.

    The file is read back and proved before it gets its name. Its count is used up
    even when the medium fails, so that no two files ever bear the same one. Where
    `progress` raises, which it is asked for the last time before the file gets its
    name, no file is written.
    """
    progress(0, STEPS)
    keys, above = own_keys(session), _above()
    keep_way_back(session)
    ready_folder(folder)
    with snapshot():
        load = _load(keys, above, _next_seq(folder), from_seq)
    progress(1, STEPS)
    content, bundle = _sealed(load, keys)
    done = _exported(folder, load.manifest, bundle, content)
    progress(2, STEPS)
    _keep_sent(done, load.manifest)
    write_file(Path(done.file), content, partial(_prove, progress))
    with transaction():
        parcels.set_written(done.seq)
        households.mark_exported(load.records)
        offices.put_fact(LAST_BUNDLE, load.manifest.created)
        _note_serving(above.relay)
    return done


def _exported(
    folder: Path, manifest: Manifest, bundle: str, content: bytes
) -> Exported:
    name = file_name(manifest.station, manifest.created[:4], manifest.seq)
    digest = hashlib.sha256(content)
    return Exported(
        file=str(folder / name),
        bundle_id=bundle,
        station_code=manifest.station,
        seq=manifest.seq,
        prev_hash=manifest.previous,
        counts=manifest.counts,
        sums_fen=manifest.sums_fen,
        receipts=manifest.receipts,
        sha256=digest.hexdigest(),
        spoken=spoken_code(digest.digest(), 8),
    )


def _keep_sent(done: Exported, manifest: Manifest) -> None:
    sent = Sent(
        seq=done.seq,
        bundle=done.bundle_id,
        sha256=done.sha256,
        file=Path(done.file).name,
        created_at=manifest.created,
        bases=_bases(manifest),
        written=0,
    )
    with transaction():
        parcels.keep_sent(sent)


def _prove(progress: Progress, written: bytes) -> None:
    container.open_container(written)
    progress(3, STEPS)


def _above() -> District:
    above = district()
    if above is None or offices.office().level in OFFICE_LEVELS:
        raise NothingToSend(
            "区县办公室不需要上报；村居、镇街站点请用区县发的站点文件设置"
        )
    return above


def _next_seq(folder: Path) -> int:
    last = parcels.last_sent()
    seq = (last.seq if last else int(offices.fact(BUNDLES_BEGIN) or 0)) + 1
    station, year = offices.office().code, str(date.fromisoformat(stamp()[:10]).year)
    while (folder / file_name(station, year, seq)).exists():
        seq += 1
    return seq


def _load(keys: Keys, above: District, seq: int, from_seq: int | None) -> Load:
    here = offices.office()
    again = _bases_of(from_seq) if from_seq is not None else None
    if above.relay and not _was_served(above.relay):
        again = FROM_THE_START
    segments, raw = _ranges(again)
    entries = tuple(read_entry(each) for each in raw)
    onward = tuple(_carried(keys, above))
    last = parcels.last_sent()
    manifest = Manifest(
        format=FORMAT,
        app=__version__,
        station=here.code,
        level=here.level,
        parent=here.parent or "",
        seq=seq,
        previous=last.sha256 if last else "",
        created=stamp(),
        key=keys.public.hex(),
        recipients=(above.recipient, *((above.relay,) if above.relay else ())),
        introduction=_introduction(keys),
        segments=segments,
        answers=tuple(map(position, streams.answers())),
        schemes=offices.scheme_hashes(),
        counts=counts_of(entries),
        sums_fen=sums_of(entries),
        receipts=_receipts(entries),
        parcels={hashlib.sha256(file).hexdigest(): name for name, file in onward},
    )
    carried = (line for _, file in onward for line in parcel_lines(file))
    return Load(manifest, (*raw, *carried), tuple(e.id for e in entries))


def _was_served(relay: str) -> bool:
    """Tell whether a file for the township, with everything in it, has arrived.

    Whoever reads only from now on would wait for ever for what came before.
    """
    word = offices.fact(RELAY_SERVED) or ""
    if not word.startswith(f"{relay} "):
        return False
    _, identity, n = word.split()
    stream = streams.named(bytes.fromhex(identity))
    return stream is not None and stream.acknowledged >= int(n)


def _note_serving(relay: str | None) -> None:
    """The first entry that the township alone has not had shows that the file came."""
    if relay is None or (offices.fact(RELAY_SERVED) or "").startswith(f"{relay} "):
        return
    head = journal.head()
    stream = streams.named(head.identity)
    n = max(head.n, stream.acknowledged + 1 if stream else 0)
    offices.put_fact(RELAY_SERVED, f"{relay} {head.identity.hex()} {n}")


def _carried(keys: Keys, above: District) -> Iterator[tuple[str, bytes]]:
    """Files of other stations, and the district's own answers where it lost them."""
    for each in parcels.onward("bundle"):
        yield each.file, each.content or b""
    kept = kept_answers(keys, above)
    if kept is not None:
        yield back_name(offices.office().code), kept


def _ranges(
    again: dict[str, int] | None,
) -> tuple[tuple[Segment, ...], tuple[bytes, ...]]:
    """Every stream of the station, news or none, whichever of its computers wrote it:
    so each side sees what it lacks.
    """
    found: list[Segment] = []
    lines: list[bytes] = []
    for stream in (*streams.own(), *streams.of_station(offices.office().code)):
        base = stream.acknowledged
        if again is not None:
            base = min(base, again.get(stream.identity.hex(), 0))
        found.append(segment(stream, base))
        lines += streams.entries(stream, base)
    return tuple(found), tuple(lines)


def _introduction(keys: Keys) -> Introduction | None:
    token = offices.token()
    if token is None:
        return None
    key = keys.public.hex()
    return Introduction(
        key=key,
        recipient=keys.recipient,
        token=token_name(token),
        mac=introduce(token, key, keys.recipient),
        certificate=shown(),
    )


def _receipts(entries: tuple[Arrived, ...]) -> tuple[str, ...]:
    numbers = sorted(
        e.data.receipt_no for e in entries if isinstance(e, EnrollmentEntry)
    )
    return (numbers[0], numbers[-1]) if numbers else ()


def _sealed(load: Load, keys: Keys) -> tuple[bytes, str]:
    bundle = new_uid()
    recipients = load.manifest.recipients
    payload, plain = container.seal_lines(
        [encoded(load.manifest), *load.lines],
        keys.sign,
        for_age=lambda packed: age.seal(packed, recipients),
    )
    wrapped = container.wrap(payload, plain, "bundle", bundle, keys.public, keys.sign)
    return wrapped, bundle


def _bases(manifest: Manifest) -> str:
    bases = {each.stream: each.base for each in manifest.segments}
    return msgspec.json.encode(bases).decode()


def _bases_of(seq: int) -> dict[str, int]:
    bundle = parcels.sent(seq)
    if bundle is None:
        raise NothingToSend(f"没有第{seq}包，请从上报记录中选择")
    return msgspec.json.decode(bundle.bases, type=dict[str, int])
