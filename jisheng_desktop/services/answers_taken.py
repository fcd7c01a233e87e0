"""An answer that came: what the district has taken in, and what it says about it."""

from collections.abc import Sequence

from db.connection import transaction
from db.queries import journal, offices, parcels, station_keys
from db.queries.parcels import Arrival
from db.queries.station_keys import StationKey
from jisheng_desktop.domain.answers import (
    ClaimNotice,
    KeyNotice,
    PolicyNotice,
    SchemeUpdate,
    read_answer,
)
from jisheng_desktop.domain.bundle_reading import Link, Range, ranges
from jisheng_desktop.domain.bundle_reading import parcels as parcels_in
from jisheng_desktop.domain.bundles import AnswerManifest
from jisheng_desktop.domain.journal import Entry
from jisheng_desktop.domain.refusals import (
    FORKED,
    INCOMPLETE,
    UNKNOWN_ANSWER,
    WRONG_STATION,
    Refusal,
    not_genuine,
)
from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.verdicts import Verdict
from jisheng_desktop.sealing.container import Parcel
from jisheng_desktop.services import anchors, claim_answers, policy_answers
from jisheng_desktop.services.arrivals import Imported, arrival, imported, opened
from jisheng_desktop.services.bundles_taken import NOTHING, Carried
from jisheng_desktop.services.echoes import move_watermarks, take_back
from jisheng_desktop.services.forgotten import keep_way_back
from jisheng_desktop.services.handing_back import keep_endorsement
from jisheng_desktop.services.hearing import hear
from jisheng_desktop.services.keyring import (
    DISTRICT_CODE,
    OFFICE_LEVELS,
    district,
    own_keys,
)
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import stamp
from jisheng_desktop.services.moves_heard import heed_moves
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.ranges import Sorted, sort_ranges, store
from jisheng_desktop.services.recording import library_folder
from jisheng_desktop.services.schemes import put_scheme
from jisheng_desktop.services.succession import (
    heed_district_key,
    require_district,
    settle_succession,
    was_district,
)

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
    signer = parcel.header.key
    if not was_district(signer, above):
        raise not_genuine()
    try:
        packed = keys.unseal(parcel.payload)
    except Refusal as refusal:
        if refusal.code != WRONG_STATION:
            raise
        return _for_another(parcel, content, name, relays=here.level == "TOWNSHIP")
    require_district(signer, above)
    manifest, lines = opened(packed, parcel, keys.recipients, AnswerManifest)
    found, rest = ranges((*manifest.answers, *manifest.echoes), lines)
    carried = parcels_in(manifest.parcels, rest)
    result = _stored(parcel, manifest, found, content, name)
    anchors.keep(journal.head(), library_folder())
    keep_way_back(session)
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
            row = _take(manifest, answers, found[len(manifest.answers) :], row)
        parcels.keep_arrival(row)
    return imported(row)


def _take(
    manifest: AnswerManifest, answers: Sorted, echoes: Sequence[Range], row: Arrival
) -> Arrival:
    """Our own past first, then how far we were heard, then what was said about it."""
    station = manifest.station
    back = take_back(echoes, station)
    move_watermarks({each.stream: each for each in manifest.taken}, station)
    said = [
        link
        for each, new in answers.fresh
        for link in store(each, new, manifest.issuer, station)
    ]
    for link in said:
        _obey(link)
    moved = heed_moves(said, station, back.records)
    judged = {uid for link in said if (uid := _note(link))}
    heard = hear(judged | back.records | moved, station)
    for digest in manifest.received:
        parcels.passed_on(digest)
    settle_succession(manifest.key)
    keep_endorsement(manifest)
    offices.put_fact(LAST_ANSWER, manifest.created)
    text = f"区县答复已导入，{heard}条结果"
    if back.shared:
        row = row._replace(code=FORKED)
        text += "。发现另一台电脑也在用本站点，本机已另起一份继续，双方的登记都保留"
    return row._replace(outcome="applied", text=text, applied=heard)


def _obey(link: Link) -> None:
    """Do what an entry of the answer says of no record: prices and keys."""
    answer = read_answer(link.entry) if isinstance(link.entry, Entry) else None
    match answer:
        case SchemeUpdate():
            put_scheme(read_scheme(answer.scheme), answer.scheme)
        case KeyNotice():
            _note_key(answer)


def _note(link: Link) -> str | None:
    """Note what an entry says of a record, which may have been moved here by the same
    answer; return the record that it judges.
    """
    answer = read_answer(link.entry) if isinstance(link.entry, Entry) else None
    match answer:
        case Verdict():
            return answer.uid
        case PolicyNotice():
            policy_answers.heed(answer, link.entry.at)
        case ClaimNotice():
            claim_answers.heed(answer, link.entry.at, offices.fact(DISTRICT_CODE) or "")
    return None


def _note_key(notice: KeyNotice) -> None:
    key = StationKey(
        notice.key, notice.station, notice.recipient, "", notice.withdrawn_at
    )
    station_keys.bind(key, stamp())
    heed_district_key(notice)


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
    return imported(row, exit_code=0), NOTHING
