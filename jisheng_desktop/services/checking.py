"""Proving the library: the file, the journal's chain, and tables that follow from it."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

import msgspec

from db.connection import snapshot
from db.failures import StorageFailure
from db.queries import enrollments, journal, offices, proofs, streams
from db.queries.proofs import Series
from jisheng_desktop.domain.amounts import amount_faults
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.journal import (
    STREAM_ID_BYTES,
    Entry,
    NotCanonical,
    decode,
    first_hash,
    next_hash,
    revision_hash,
)
from jisheng_desktop.domain.numbering import counter_of, is_gap_free
from jisheng_desktop.domain.revisions import Course, rank
from jisheng_desktop.services import anchors
from jisheng_desktop.services.claim_records import claim_faults
from jisheng_desktop.services.policy_register import policy_faults
from jisheng_desktop.services.receipt_proofs import receipt_faults
from jisheng_desktop.services.recording import library_folder

SHOWN_FAULTS = 3
FILE = "文件完整性"


class Check(msgspec.Struct, frozen=True):
    """One proof: what was looked at, whether it holds, and what was found."""

    name: str
    ok: bool
    detail: str


class Latest(NamedTuple):
    """What a revision of a record says, as far as tables must agree with it."""

    rev: int
    kind: str
    receipt_no: object
    household: tuple[int, object]
    decision: bytes


class Records(msgspec.Struct, frozen=True):
    """The course of every record, and the digest of every document by its stream,
    household and revision.

    Digests only: a district's journal does not fit into memory as objects.
    """

    courses: dict[str, Course[Latest]]
    documents: dict[tuple[int, str, object], bytes]


def check() -> tuple[Check, ...]:
    """Prove the open library and return every proof, the failed ones with reasons."""
    try:
        with snapshot():
            proved = prove()
            papers = (_receipts(), _policies(), _claims()) if proved[0].ok else ()
            return (*proved, *papers, _anchor(), _engine())
    except StorageFailure as failure:
        return (Check(FILE, ok=False, detail=str(failure)),)


def _receipts() -> Check:
    return _check("回执", receipt_faults(), "印出的回执金额一致，每次打印都有记录")


def _policies() -> Check:
    return _check("保单号", policy_faults(), "每个保单号都有来源")


def prove() -> tuple[Check, ...]:
    """Prove the library that this thread reads, wherever it lies.

    Raises `StorageFailure` when the file cannot even be read through.
    """
    damages = proofs.damages()
    sound = _check(FILE, iter(damages), "SQLite 检查通过")
    if damages:
        return (sound,)
    records = Records({}, {})
    broken = proofs.broken_references()
    chain = list(_chain_faults(records))
    return (
        sound,
        _check("引用完整性", _count(broken), "没有悬空的引用"),
        _check("日志链", iter(chain), f"{len(records.courses)}个记录的日志首尾相连"),
        _check("记录与日志", _each(_record_faults, records), "每条记录都与日志一致"),
        _check("金额", _each(_amount_faults, records), "保费、补贴、自付相符"),
        _check("编号", _number_faults(), "编号连续，校验位正确"),
    )


def _check(name: str, faults: Iterator[str], fine: str) -> Check:
    shown = list(islice(faults, SHOWN_FAULTS))
    return Check(name, not shown, "；".join(shown) or fine)


def _count(broken: int) -> Iterator[str]:
    if broken:
        yield f"{broken}处引用指向不存在的记录"


def _anchor() -> Check:
    continued = anchors.is_continued(journal.head(), library_folder())
    detail = "与数据一致" if continued else "数据是恢复或复制来的"
    return Check("库外锚点", continued, detail)


def _engine() -> Check:
    version = proofs.sqlite_version()
    if proofs.has_wal_reset_race():
        version += "（已知多连接写入缺陷；本程序单进程、轮流写入，不受影响）"
    return Check("SQLite 版本", ok=True, detail=version)


def _claims() -> Check:
    return _check("理赔", claim_faults(), "每件理赔都与日志一致")


# -- the journal --------------------------------------------------------------------


def _chain_faults(records: Records) -> Iterator[str]:
    """Walk every stream from its first entry, and gather what the records became."""
    own = _sole_streams()
    for stream, identity in journal.streams():
        digest, expected = first_hash(identity[:STREAM_ID_BYTES]), 1
        for n, raw, stored in journal.raw_entries(stream):
            digest = next_hash(digest, raw)
            if n != expected or digest != stored:
                yield f"第{n}条日志与前一条不相连"
            expected = n + 1
            yield from _entry_faults(raw, n, records, stream, ours=stream in own)


def _sole_streams() -> set[int]:
    """Only where one computer wrote everything is every revision met after the last."""
    shared = streams.of_station(offices.office().code) or streams.was_given_records()
    return set() if shared else {stream.id for stream in streams.own()}


def _entry_faults(
    raw: bytes, n: int, records: Records, stream: int, *, ours: bool
) -> Iterator[str]:
    try:
        entry = decode(raw)
    except NotCanonical:
        yield f"第{n}条日志的内容不合规范"
        return
    if entry.n != n:
        yield f"第{n}条日志的序号不对"
    course = records.courses.setdefault(entry.id, Course())
    if ours and not course.continues(entry.prev):
        yield f"第{n}条日志没有接上该记录的前一版"
    course.add(revision_hash(entry), entry.prev, _latest(entry, stream))
    if entry.kind == "HOUSEHOLD":
        document = _digest(entry.data["document"])
        records.documents[stream, entry.id, entry.rev] = document


def _latest(entry: Entry, stream: int) -> Latest:
    said = entry.data
    return Latest(
        rev=entry.rev,
        kind=entry.kind,
        receipt_no=said.get("receipt_no"),
        household=(stream, said.get("household_rev")),
        decision=_digest(said.get("decision")),
    )


def _digest(value: object) -> bytes:
    return sha256(msgspec.json.encode(value, order="sorted")).digest()


# -- the tables ---------------------------------------------------------------------


def _each(
    faults: Callable[[Enrollment, Records], Iterator[str]], records: Records
) -> Iterator[str]:
    for enrollment in enrollments.confirmed():
        yield from faults(enrollment, records)


def _record_faults(enrollment: Enrollment, records: Records) -> Iterator[str]:
    no = enrollment.enroll_no
    latest = _standing(records.courses.get(enrollment.uid))
    if latest is None:
        yield f"{no}没有日志"
        return
    if enrollment.state == "MOVED":
        return  # what came after it had gone is proved where it has gone
    if (latest.kind == "VOID") != (enrollment.state == "VOID"):
        yield f"{no}的作废状态与日志不符"
    if enrollment.receipt_no not in (None, latest.receipt_no):
        yield f"{no}的回执号与日志不符"
    if latest.kind == "ENROLLMENT":
        yield from _content_faults(enrollment, latest, records)


def _standing(course: Course[Latest] | None) -> Latest | None:
    heads = course.heads if course else {}
    order = sorted(heads, key=lambda d: rank(heads[d].kind, heads[d].rev, d))
    return heads[order[0]] if order else None


def _content_faults(
    enrollment: Enrollment, latest: Latest, records: Records
) -> Iterator[str]:
    stream, household_rev = latest.household
    document = stream, enrollment.household_uid, household_rev
    if records.documents.get(document) != _digest(enrollment.document):
        yield f"{enrollment.enroll_no}的家庭资料与日志不符"
    if latest.decision != _digest(enrollment.decision):
        yield f"{enrollment.enroll_no}的认定结果与日志不符"


def _amount_faults(enrollment: Enrollment, _records: Records) -> Iterator[str]:
    """What was returned for its amounts is named by its verdict, and counts nowhere."""
    if enrollment.is_live:
        for fault in amount_faults(enrollment.decision):
            yield f"{enrollment.enroll_no}{fault}"


def _number_faults() -> Iterator[str]:
    """Where several computers number, one may lack what another gave out twice."""
    for series in proofs.number_series():
        yield from _series_faults(series, shared=not _sole_streams())


def _series_faults(series: Series, *, shared: bool) -> Iterator[str]:
    counters = sorted(counter_of(number) or 0 for number in series.numbers)
    if not (all(counters) if shared else is_gap_free(counters, series.last)):
        yield f"{series.year}年{series.series}编号有缺号、重号或校验位错误"
