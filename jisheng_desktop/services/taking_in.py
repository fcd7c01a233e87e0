"""Taking in a bundle: all of it or nothing, any number of times, in any order."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from db.queries import journal, parcels, streams
from jisheng_desktop.domain.bundle_reading import Link, Range
from jisheng_desktop.domain.bundles import Manifest
from jisheng_desktop.domain.refusals import FORKED, INCOMPLETE
from jisheng_desktop.domain.verdicts import Flaw
from jisheng_desktop.services.applying import apply
from jisheng_desktop.services.handing_back import note_owed
from jisheng_desktop.services.moments import stamp
from jisheng_desktop.services.opening import Opened
from jisheng_desktop.services.ranges import sort_ranges, store
from jisheng_desktop.services.reviewing import Rules, review
from jisheng_desktop.services.ruling import Contender, Tally
from jisheng_desktop.services.succession import note_reader

NOTHING_KNOWN = (0, "")


class Outcome(NamedTuple):
    """What became of a file, and of the records in it."""

    outcome: str
    code: str
    text: str
    tally: Tally = Tally(0, 0, 0)
    unchanged: int = 0


def take_in(bundle: Opened, rules: Rules | None) -> Outcome:
    """Store what is new in a bundle and judge it, inside the caller's transaction."""
    manifest, ranges = bundle.manifest, sort_ranges(bundle.ranges)
    if ranges.beyond:
        _note_report(manifest)
        return _waiting(manifest, ranges.beyond, relays=rules is None)
    for range_ in ranges.forked:
        stream, digest = range_.segment.stream, bundle.digest.hex()
        parcels.note_fork(stream, digest, manifest.station, stamp())
    links = [
        link
        for range_, new in ranges.fresh
        for link in store(range_, new, manifest.station)
    ]
    judge = partial(_judge, bundle, rules) if rules else None
    tally = apply(links, manifest.station, judge, bundle.prepared)
    _note_report(manifest)
    came = _records(link for each in bundle.ranges for link in each.links)
    unchanged = max(came - tally.applied, 0)
    if ranges.forked:
        return _forked(manifest, tally, unchanged, any_news=bool(links))
    if not links:
        text = f"内容已全部入库，无新增（第{manifest.seq}包）"
        return Outcome("already_applied", "", text, tally, unchanged)
    text = (
        f"{manifest.station}第{manifest.seq}包：收下{tally.applied}户，"
        f"退回{tally.returned}户，冲突{tally.conflicts}户"
    )
    return Outcome("applied", "", text, tally, unchanged)


def _judge(bundle: Opened, rules: Rules, contender: Contender) -> Flaw | None:
    """Decide a record again, unless that was done when the bundle was opened."""
    record, manifest = contender.enrollment, bundle.manifest
    ahead = bundle.prepared.get(record.uid)
    if ahead is not None and not contender.known:
        return ahead.flaw
    return review(record, manifest.station, manifest.schemes, rules)


def _waiting(manifest: Manifest, beyond: Sequence[Range], *, relays: bool) -> Outcome:
    """A township may miss what went to the district by another way, for good."""
    last = parcels.last_seq(manifest.station)
    missing = "、".join(str(seq) for seq in range(last + 1, manifest.seq)) or "较早"
    kept = "已暂存并照常转交，要在本处查看，" if relays else "已暂存，"
    since = f"从第{last + 1}包起" if relays else ""
    text = (
        f"{manifest.station}缺少第{missing}包（{beyond[0].segment.base}号以前的记录），"
        f"本包{kept}请该站点{since}重新导出"
    )
    return Outcome("waiting", INCOMPLETE, text)


def _forked(
    manifest: Manifest, tally: Tally, unchanged: int, *, any_news: bool
) -> Outcome:
    text = (
        f"发现两台电脑使用站点{manifest.station}：文件已单独保存，"
        "请确认哪一台继续使用，并导出答复告知该站点"
    )
    outcome = "applied" if any_news else "refused"
    return Outcome(outcome, FORKED, text, tally, unchanged)


def _records(links: Iterable[Link]) -> int:
    return len({k.place.id for k in links if k.place.kind in ("ENROLLMENT", "VOID")})


def _note_report(manifest: Manifest) -> None:
    """Note what the station has, so that the answer begins where its knowledge ends.

    Of several computers that report before they are answered, the one that knows least
    counts: the answer is for all of them.
    """
    told = {s.stream: (s.head, s.head_hash) for s in manifest.segments}
    told |= {p.stream: (p.n, p.hash) for p in manifest.answers}
    known = {stream: _agreed(stream, *position) for stream, position in told.items()}
    beside_others = parcels.is_unanswered(manifest.station)
    if beside_others:
        others = parcels.report(manifest.station)
        known = {s: min(p, others.get(s, NOTHING_KNOWN)) for s, p in known.items()}
    parcels.put_report(manifest.station, known)
    parcels.put_schemes_reported(manifest.station, manifest.schemes)
    note_reader(manifest.station, manifest.recipients, beside_others=beside_others)
    note_owed(manifest.station, manifest.answers)


def _agreed(stream: str, n: int, digest: str) -> tuple[int, str]:
    """Return how far a station's story of a stream is ours, as far as it can be told."""
    ours = streams.named(bytes.fromhex(stream))
    at = journal.hash_at(ours.id, ours.identity, n) if ours else None
    return (n, digest) if at is not None and at.hex() == digest else NOTHING_KNOWN
