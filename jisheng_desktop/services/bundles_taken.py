"""A bundle that came to a township or to the district."""

from collections.abc import Mapping, Sequence

from db.connection import transaction
from db.queries import parcels
from jisheng_desktop.domain.bundle_reading import Range, ranges
from jisheng_desktop.domain.bundle_reading import parcels as parcels_in
from jisheng_desktop.domain.bundles import Manifest
from jisheng_desktop.domain.clocks import clock_warning
from jisheng_desktop.domain.entries import counts_of, sums_of
from jisheng_desktop.domain.refusals import WRONG_STATION, WRONG_SUMS, Refusal
from jisheng_desktop.sealing.container import Parcel
from jisheng_desktop.services.arrivals import (
    DONE,
    Imported,
    arrival,
    imported,
    opened,
)
from jisheng_desktop.services.keyring import OFFICE_LEVELS, own_keys
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import stamp
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.taking_in import Outcome, take_in
from jisheng_desktop.services.trust import is_known, require_trusted

# The files that came inside another one, by their names.
Carried = Mapping[str, bytes]
NOTHING: Carried = {}


def take_bundle(
    parcel: Parcel, content: bytes, name: str, session: Session
) -> tuple[Imported, Carried]:
    """Take in a bundle whose outer signature is right, and return what it carries.

    Raises `Refusal`; then nothing has changed.
    """
    here = office()
    if here.level == "VILLAGE":
        raise Refusal(WRONG_STATION, "这是上报包，应交给镇街或区县办公室，本站点不收")
    relaying = here.level not in OFFICE_LEVELS
    keys = own_keys(session)
    try:
        packed = keys.unseal(parcel.payload)
    except Refusal as refusal:
        if relaying and refusal.code == WRONG_STATION:
            return _keep_for_above(parcel, content, name), NOTHING
        raise
    manifest, lines = opened(packed, parcel, keys.recipients, Manifest)
    if manifest.station == here.code:
        raise Refusal(WRONG_STATION, "这是本站点自己的上报包，请交给上级，不用导入")
    found, rest = ranges(manifest.segments, lines)
    carried = parcels_in(manifest.parcels, rest)
    _require_totals(manifest, found)
    result = _stored(parcel, manifest, found, (content, name), relaying=relaying)
    if result.outcome == "waiting":
        return result, NOTHING
    return result, {manifest.parcels[digest]: file for digest, file in carried.items()}


def _stored(
    parcel: Parcel,
    manifest: Manifest,
    found: Sequence[Range],
    file: tuple[bytes, str],
    *,
    relaying: bool,
) -> Imported:
    content, name = file
    with transaction():
        outcome = _outcome(parcel, manifest, found, relaying=relaying)
        if outcome.outcome != "waiting":
            for digest in manifest.parcels:
                parcels.note_carried(manifest.station, digest)
        keeps = relaying or outcome.outcome not in DONE
        row = arrival(parcel.digest.hex(), "bundle", name)._replace(
            station=manifest.station,
            seq=manifest.seq,
            outcome=outcome.outcome,
            code=outcome.code,
            text=outcome.text,
            applied=outcome.tally.applied,
            returned=outcome.tally.returned,
            conflicts=outcome.tally.conflicts,
            onward=int(relaying),
            content=content if keeps else None,
            warning=_clock_warning(manifest, found),
        )
        parcels.keep_arrival(row)
    return imported(row, unchanged=outcome.unchanged)


def _clock_warning(manifest: Manifest, found: Sequence[Range]) -> str:
    """Say whether the station's clock can be right (W907); it decides nothing."""
    now = stamp()
    written = ([link.entry.at for link in each.links] for each in found)
    return next(
        filter(None, (clock_warning(w, now) for w in (*written, [manifest.created]))),
        "",
    )


def _outcome(
    parcel: Parcel, manifest: Manifest, found: Sequence[Range], *, relaying: bool
) -> Outcome:
    if not relaying:
        require_trusted(manifest)
    elif not is_known(manifest):
        text = f"{manifest.station}第{manifest.seq}包已收下，待转交区县"
        return Outcome("applied", "", text)
    return take_in(manifest, found, parcel.digest.hex())


def _keep_for_above(parcel: Parcel, content: bytes, name: str) -> Imported:
    """A township passes on what it cannot open."""
    row = arrival(parcel.digest.hex(), "bundle", name)._replace(
        outcome="applied",
        text="文件已收下（本站点打不开内容），待转交区县",
        onward=1,
        content=content,
    )
    with transaction():
        parcels.keep_arrival(row)
    return imported(row)


def _require_totals(manifest: Manifest, found: Sequence[Range]) -> None:
    entries = [link.entry for each in found for link in each.links]
    if (counts_of(entries), sums_of(entries)) != (manifest.counts, manifest.sums_fen):
        raise Refusal(WRONG_SUMS, "记录数或金额合计与清单不符，请该站点重新导出")
