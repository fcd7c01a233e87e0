"""An answer that came: what the district has taken in, and what it says about it."""

from collections.abc import Sequence

from db.connection import transaction
from db.queries import journal, offices, parcels, received, station_keys, streams
from db.queries.station_keys import StationKey
from jisheng_desktop.domain.answers import (
    KeyNotice,
    PolicyNotice,
    SchemeUpdate,
    read_answer,
)
from jisheng_desktop.domain.bundle_reading import Link, Range, ranges
from jisheng_desktop.domain.bundle_reading import parcels as parcels_in
from jisheng_desktop.domain.bundles import AnswerManifest, Position
from jisheng_desktop.domain.journal import Entry
from jisheng_desktop.domain.refusals import (
    INCOMPLETE,
    UNKNOWN_ANSWER,
    WRONG_STATION,
    Refusal,
    not_genuine,
)
from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.verdicts import Verdict
from jisheng_desktop.sealing import age
from jisheng_desktop.sealing.container import Parcel
from jisheng_desktop.services import anchors, policy_answers
from jisheng_desktop.services.applying import apply
from jisheng_desktop.services.arrivals import Imported, arrival, imported, opened
from jisheng_desktop.services.bundles_taken import NOTHING, Carried
from jisheng_desktop.services.forking import part_ways
from jisheng_desktop.services.keyring import OFFICE_LEVELS, district, own_keys
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import stamp
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.ranges import Sorted, sort_ranges, store
from jisheng_desktop.services.recording import library_folder
from jisheng_desktop.services.schemes import put_scheme

LAST_ANSWER = "last_answer"


def take_answer(
    parcel: Parcel, content: bytes, name: str, session: Session
) -> tuple[Imported, Carried]:
    """Take in an answer, or keep it for the station it is for.

    Raises `Refusal`; then nothing has changed.
    """
    here, above, keys = office(), district(), own_keys(session)
    if here.level in OFFICE_LEVELS or above is None:
        raise Refusal(
            WRONG_STATION, "这是区县给站点的答复文件，应交给那个站点，本处不收"
        )
    if parcel.header.key != above.key:
        raise not_genuine()
    try:
        packed = age.unseal(parcel.payload, keys.identity)
    except Refusal as refusal:
        if refusal.code != WRONG_STATION:
            raise
        return _for_another(parcel, content, name, relays=here.level == "TOWNSHIP")
    manifest, lines = opened(packed, parcel, keys.recipient, AnswerManifest)
    found, rest = ranges((*manifest.answers, *manifest.echoes), lines)
    carried = parcels_in(manifest.parcels, rest)
    result = _stored(parcel, manifest, found, content, name)
    anchors.keep(journal.head(), library_folder())
    if result.outcome == "waiting":
        return result, NOTHING
    return result, {manifest.parcels[digest]: file for digest, file in carried.items()}


def _stored(
    parcel: Parcel,
    manifest: AnswerManifest,
    found: Sequence[Range],
    content: bytes,
    name: str,
) -> Imported:
    row = arrival(parcel.digest.hex(), "ack", name)._replace(
        station=manifest.station, seq=manifest.seq
    )
    answers = sort_ranges(found[: len(manifest.answers)])
    with transaction():
        if answers.beyond:
            row = row._replace(
                outcome="waiting",
                code=INCOMPLETE,
                text="缺少较早的答复，已暂存；请再上报一次，向区县索取完整答复",
                content=content,
            )
        else:
            applied = _take(manifest, answers, found[len(manifest.answers) :])
            text = f"区县答复已导入，{applied}条结果"
            row = row._replace(outcome="applied", text=text, applied=applied)
        parcels.keep_arrival(row)
    return imported(row)


def _take(manifest: AnswerManifest, answers: Sorted, echoes: Sequence[Range]) -> int:
    """Our own past first, then how far we were heard, then what was said about it."""
    station = manifest.station
    lost = sort_ranges(echoes)
    links = [k for each, new in lost.fresh for k in store(each, new, station)]
    apply(links, station, {})
    _acknowledge({each.stream: each for each in manifest.taken})
    said = [
        link
        for each, new in answers.fresh
        for link in store(each, new, manifest.issuer, station)
    ]
    applied = sum(_obey(link, station) for link in said)
    for digest in manifest.received:
        parcels.passed_on(digest)
    offices.put_fact(LAST_ANSWER, manifest.created)
    return applied


def _acknowledge(taken: dict[str, Position]) -> None:
    """Move every watermark to where the district stands, back where it has lost some."""
    for stream in streams.own():
        position = taken.get(stream.identity.hex())
        n = position.n if position else 0
        ours = journal.hash_at(stream.id, stream.identity, n)
        if ours is not None and (position is None or ours.hex() == position.hash):
            streams.acknowledge(stream, n)
        elif ours is not None:
            part_ways(stream)


def _obey(link: Link, station: str) -> bool:
    """Do what an entry of the answer says; tell whether it was about a record."""
    answer = read_answer(link.entry) if isinstance(link.entry, Entry) else None
    match answer:
        case Verdict():
            return _hear(answer, station)
        case SchemeUpdate():
            put_scheme(read_scheme(answer.scheme), answer.scheme)
        case KeyNotice():
            _note_key(answer)
        case PolicyNotice():
            policy_answers.heed(answer, link.entry.at)
    return False


def _hear(verdict: Verdict, station: str) -> bool:
    """A verdict on an earlier revision says nothing about what has replaced it."""
    known = received.records([verdict.uid]).get(verdict.uid)
    if known is None or known.station != station or known.enrollment.state == "VOID":
        return False
    if streams.latest_revision(verdict.uid) != verdict.rev:
        return False
    live = verdict.result in ("ACCEPTED", "INSURED")
    received.set_state(verdict.uid, verdict.result, verdict.text or None, live=live)
    return True


def _note_key(notice: KeyNotice) -> None:
    key = StationKey(
        notice.key, notice.station, notice.recipient, "", notice.withdrawn_at
    )
    station_keys.bind(key, stamp())


def _for_another(
    parcel: Parcel, content: bytes, name: str, *, relays: bool
) -> tuple[Imported, Carried]:
    row = arrival(parcel.digest.hex(), "ack", name)
    if relays:
        row = row._replace(
            outcome="applied",
            text="给下属站点的答复已收下，请用“导出答复”转交",
            onward=1,
            content=content,
        )
    else:
        row = row._replace(
            code=UNKNOWN_ANSWER, text="此答复是给其他站点的，未导入，请转交那个站点"
        )
    with transaction():
        parcels.keep_arrival(row)
    return imported(row, is_refusal=False), NOTHING
