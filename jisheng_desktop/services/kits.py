"""Enrolment kits: the district issues them, a bare computer becomes a station."""

import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from db.connection import transaction
from db.queries import households, offices, parcels, station_keys
from db.queries.offices import OfficeFacts
from jisheng_desktop.domain.bundles import encoded, read_part
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.kits import Kit, KitHousehold, KitScheme
from jisheng_desktop.domain.numbering import block_after, highest
from jisheng_desktop.domain.paper_codes import typed_code
from jisheng_desktop.domain.refusals import TOO_NEW, Refusal, not_genuine
from jisheng_desktop.domain.stations import (
    LEVEL_NAMES,
    NewStation,
    Office,
    Village,
    territory,
)
from jisheng_desktop.errors import EnvironmentTrouble, UserError
from jisheng_desktop.sealing import age, container
from jisheng_desktop.sealing.keys import Keys
from jisheng_desktop.services.certificates import CERTIFICATE, certified, enter
from jisheng_desktop.services.files import write_file
from jisheng_desktop.services.forgotten import keep_way_back
from jisheng_desktop.services.founding import (
    Founding,
    checked_code,
    checked_name,
    found,
)
from jisheng_desktop.services.keyring import (
    BUNDLES_BEGIN,
    DISTRICT_CODE,
    DISTRICT_KEY,
    DISTRICT_RECIPIENT,
    NUMBERS_BEGIN,
    OFFICE_LEVELS,
    RELAY_RECIPIENT,
    own_keys,
)
from jisheng_desktop.services.kit_rosters import KitRoster, read_kit_roster
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import new_code, new_uid, stamp
from jisheng_desktop.services.operators import Session, sign_in
from jisheng_desktop.services.progress import Progress, silent

TOKEN_BYTES = 32
NO_ROSTER = KitRoster()
# Read the roster, seal, write.
STEPS = 3


class IssuedKit(msgspec.Struct, frozen=True):
    """Where the kit was written, the code that travels on paper apart from it, and
    what of last year's roster travels inside; `warning` holds nothing up.
    """

    file: str
    station_code: str
    code: str
    roster: KitRoster = NO_ROSTER
    warning: str = ""


class WrongKitCode(EnvironmentTrouble):
    """The code does not open this kit."""


class NoKit(EnvironmentTrouble):
    """The file is no kit, or was damaged on its way."""


def issue_kit(
    station: NewStation,
    file: Path,
    session: Session,
    roster: Path | None = None,
    progress: Progress = silent,
) -> IssuedKit:
    """Write the kit of a station and note it down; a second kit replaces the first.

    The code is shown once and kept nowhere. `roster` is last year's, of which the
    station gets its own households. Stopped by `progress`, nothing has happened.
    """
    station = checked_station(station)
    here = office()
    if here.level not in OFFICE_LEVELS:
        raise UserError(f"只有区县办公室可以制作站点文件，本站点是{here.name}")
    keys = own_keys(session)
    kit = _kit_for(station, here, keys)
    progress(0, STEPS)
    past = read_kit_roster(roster, station, kit.villages) if roster else NO_ROSTER
    progress(1, STEPS)
    code = new_code()
    sealed = _sealed(kit, past.documents, code, keys)
    progress(2, STEPS)
    with transaction():
        enter(kit.certificate, kit.token)
        write_file(file, sealed)
    return IssuedKit(str(file), station.code, code, past, _parent_warning(station))


def revoke(code: str) -> None:
    """Withdraw a station: what its present keys sign is refused from now on, and a kit
    that nobody has used yet introduces no computer any more.
    """
    now = stamp()
    with transaction():
        if station_keys.registered(code.strip()) is None:
            raise UserError(f"没有代码为“{code}”的站点，请核对站点代码")
        station_keys.withdraw(code.strip(), now)
        station_keys.withdraw_kit(code.strip(), now)


def join_with_kit(
    folder: Path,
    kit_file: Path,
    code: str,
    password: str,
    *,
    operator_name: str = "专员",
) -> Session:
    """Set up the station that a kit describes and open it, signed in.

    Raises `NoKit` or `WrongKitCode`; then nothing was set up.
    """
    kit, schemes, past = _open(kit_file, code)
    facts = OfficeFacts(kit.code, kit.name, kit.level, kit.parent, practice=False)
    founding = Founding(
        facts, schemes, operator_name, kit.villages, kit.token, tuple(_known(kit)), past
    )
    found(folder, founding, password)
    session = sign_in(None, password)
    keep_way_back(session)
    return session


def _known(kit: Kit) -> Iterator[tuple[str, str]]:
    """Yield what the station must know from its first minute on."""
    yield DISTRICT_CODE, kit.issued_by
    yield DISTRICT_KEY, kit.district_key
    yield DISTRICT_RECIPIENT, kit.district_recipient
    if kit.relay_recipient:
        yield RELAY_RECIPIENT, kit.relay_recipient
    yield NUMBERS_BEGIN, str(kit.numbers_begin)
    yield BUNDLES_BEGIN, str(kit.bundles_begin)
    yield CERTIFICATE, encoded(kit.certificate).decode()


def _kit_for(station: NewStation, here: Office, keys: Keys) -> Kit:
    relay = station_keys.valid(station.parent)
    token, issued_at = secrets.token_bytes(TOKEN_BYTES), stamp()
    return Kit(
        level=station.level,
        code=station.code,
        name=station.name,
        parent=station.parent,
        token=token,
        villages=_villages_of(station),
        issued_by=here.code,
        issued_at=issued_at,
        district_key=keys.public.hex(),
        district_recipient=keys.recipient,
        relay_recipient=relay.recipient if relay else None,
        numbers_begin=block_after(highest(households.numbers_of(station.code))),
        bundles_begin=parcels.last_seq(station.code),
        certificate=certified(station, token, issued_at, keys),
        schemes=len(here.schemes),
    )


def checked_station(station: NewStation) -> NewStation:
    """Return a station in its one right form; a refusal names the field at fault."""
    if station.level not in ("TOWNSHIP", "VILLAGE"):
        allowed = f"{LEVEL_NAMES['TOWNSHIP']}、{LEVEL_NAMES['VILLAGE']}"
        raise UserError(f"站点级别“{station.level}”不对，应为{allowed}")
    checked = NewStation(
        station.level,
        checked_code(station.code),
        checked_name(station.name, "站点名称"),
        checked_code(station.parent, "上级站点代码"),
    )
    _require_no_village_above(checked)
    return checked


def _require_no_village_above(station: NewStation) -> None:
    above = station_keys.registered(station.parent)
    if station.parent == station.code or (above and above.level == "VILLAGE"):
        name = above.name if above else station.name
        raise UserError(
            f"上级站点代码“{station.parent}”是“{name}”，应为镇街或区县的代码"
        )


def _parent_warning(station: NewStation) -> str:
    """A village may be equipped before its township: that its code is unknown is said."""
    if station.parent == office().code or station_keys.registered(station.parent):
        return ""
    return (
        f"上级站点“{station.parent}”还没有站点文件：请核对代码；代码没错的话，"
        "接着给它制作一份"
    )


def _villages_of(station: NewStation) -> tuple[Village, ...]:
    """A village works for itself, a township for the villages under it."""
    if station.level == "VILLAGE":
        return (Village(station.code, station.name),)
    children = {each.code for each in offices.stations() if each.parent == station.code}
    under = territory(station.code)
    return tuple(
        village
        for village in offices.villages()
        if village.code in children or village.code.startswith(under)
    )


def _sealed(
    kit: Kit, past: Sequence[HouseholdDocument], code: str, keys: Keys
) -> bytes:
    schemes = [encoded(KitScheme(scheme=text)) for text in offices.scheme_texts()]
    payload, plain = container.seal_lines(
        [encoded(kit), *schemes, *(encoded(KitHousehold(document=d)) for d in past)],
        keys.sign,
        for_age=lambda packed: age.seal_with_code(packed, code),
    )
    return container.wrap(payload, plain, "kit", new_uid(), keys.public, keys.sign)


def _open(
    file: Path, code: str
) -> tuple[Kit, tuple[str, ...], tuple[HouseholdDocument, ...]]:
    parcel = _read(file)
    try:
        packed = age.unseal_with_code(parcel.payload, typed_code(code))
        if packed is None:
            raise WrongKitCode(
                f"站点文件的启用码“{code}”不对，请照纸上的12位启用码重新输入"
            )
        first, *rest = container.open_lines(packed, parcel.header)
        kit = read_part(first, Kit)
        schemes = tuple(read_part(e, KitScheme).scheme for e in rest[: kit.schemes])
        past = tuple(read_part(e, KitHousehold).document for e in rest[kit.schemes :])
    except Refusal as error:
        raise _no_kit(file, error) from error
    if kit.district_key != parcel.header.key:
        raise _no_kit(file, not_genuine())
    return kit, schemes, past


def _read(file: Path) -> container.Parcel:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise NoKit(f"读不了站点文件“{file}”，请检查U盘和路径") from error
    try:
        parcel = container.open_container(content)
    except Refusal as error:
        raise _no_kit(file, error) from error
    if parcel.header.kind != "kit":
        raise NoKit(f"“{file}”不是站点文件，请选择区县发来的站点文件")
    return parcel


def _no_kit(file: Path, refusal: Refusal) -> NoKit:
    if refusal.code == TOO_NEW:
        return NoKit(f"“{file}”由更新版本的程序制作，请先升级本程序")
    return NoKit(f"“{file}”不是站点文件，或在途中损坏，请向区县重新索取")
