"""A bundle that came to a township or to the district."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from db.connection import transaction
from db.queries import parcels
from jisheng_desktop.domain.bundle_reading import Range
from jisheng_desktop.domain.bundles import Manifest
from jisheng_desktop.domain.clocks import clock_warning
from jisheng_desktop.domain.refusals import WRONG_STATION, Refusal
from jisheng_desktop.domain.stations import Office
from jisheng_desktop.sealing.container import Parcel
from jisheng_desktop.sealing.readers import reader_of
from jisheng_desktop.services.arrivals import DONE, Imported, arrival, imported
from jisheng_desktop.services.certificates import recognise
from jisheng_desktop.services.keyring import OFFICE_LEVELS, own_keys
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import stamp
from jisheng_desktop.services.opening import Opened, Opener, open_bundle
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.reviewing import rules_of
from jisheng_desktop.services.taking_in import Outcome, take_in
from jisheng_desktop.services.trust import is_known, require_trusted

# The files that came inside another one, by their names.
Carried = Mapping[str, bytes]
NOTHING: Carried = {}


class Desk(NamedTuple):
    """Where files are taken in: by which office, with whose session and keys."""

    here: Office
    session: Session
    opener: Opener

    @property
    def relays(self) -> bool:
        """Tell whether bundles go on from here to the district."""
        return self.here.level not in OFFICE_LEVELS


def sit_down(session: Session) -> Desk:
    """Return the desk at which the open library takes files in, as it is now."""
    here = office()
    return Desk(here, session, Opener(reader_of(own_keys(session)), rules_of(here)))


def open_at(desk: Desk, parcel: Parcel) -> Opened | None:
    """Open a bundle; None where it is not for us, only to be passed on.

    Raises `Refusal`.
    """
    if desk.here.level == "VILLAGE":
        raise Refusal(WRONG_STATION, "这是上报包，应交给镇街或区县办公室，本站点不收")
    try:
        return open_bundle(parcel, desk.opener)
    except Refusal as refusal:
        if desk.relays and refusal.code == WRONG_STATION:
            return None
        raise


def take_bundle(
    bundle: Opened, content: bytes, name: str, desk: Desk
) -> tuple[Imported, Carried]:
    """Take in an opened bundle, and return what it carries.

    Raises `Refusal`; then nothing has changed.
    """
    names = bundle.manifest.parcels
    if bundle.manifest.station == desk.here.code:
        raise Refusal(WRONG_STATION, "这是本站点自己的上报包，请交给上级，不用导入")
    result = _stored(bundle, (content, name), desk)
    if result.outcome == "waiting":
        return result, NOTHING
    return result, {names[digest]: file for digest, file in bundle.carried.items()}


def keep_for_above(parcel: Parcel, content: bytes, name: str) -> Imported:
    """Keep what a township cannot open: it is passed on all the same."""
    row = arrival(parcel.digest.hex(), "bundle", name)._replace(
        outcome="applied",
        text="文件已收下（本站点打不开内容），待转交区县",
        onward=1,
        content=content,
    )
    with transaction():
        parcels.keep_arrival(row)
    return imported(row)


def _stored(bundle: Opened, file: tuple[bytes, str], desk: Desk) -> Imported:
    (content, name), manifest = file, bundle.manifest
    with transaction():
        outcome = _outcome(bundle, desk)
        if outcome.outcome != "waiting":
            for digest in manifest.parcels:
                parcels.note_carried(manifest.station, digest)
        keeps = desk.relays or outcome.outcome not in DONE
        row = arrival(bundle.digest.hex(), "bundle", name)._replace(
            station=manifest.station,
            seq=manifest.seq,
            outcome=outcome.outcome,
            code=outcome.code,
            text=outcome.text,
            applied=outcome.tally.applied,
            returned=outcome.tally.returned,
            conflicts=outcome.tally.conflicts,
            onward=int(desk.relays),
            content=content if keeps else None,
            warning=_clock_warning(manifest, bundle.ranges),
        )
        parcels.keep_arrival(row)
    return imported(row, unchanged=outcome.unchanged)


def _clock_warning(manifest: Manifest, found: Sequence[Range]) -> str:
    """Say whether the station's clock can be right (W907); it decides nothing."""
    now = stamp()
    written = ([link.place.at for link in each.links] for each in found)
    return next(
        filter(None, (clock_warning(w, now) for w in (*written, [manifest.created]))),
        "",
    )


def _outcome(bundle: Opened, desk: Desk) -> Outcome:
    manifest = bundle.manifest
    if not desk.relays:
        recognise(manifest, desk.session)
        require_trusted(manifest)
    elif not is_known(manifest):
        text = f"{manifest.station}第{manifest.seq}包已收下，待转交区县"
        return Outcome("applied", "", text)
    return take_in(bundle, desk.opener.rules)
