"""Enrolment kits: the district issues them, a bare computer becomes a station."""

import secrets
from pathlib import Path

import msgspec

from db.connection import transaction
from db.queries import offices
from db.queries.offices import OfficeFacts
from jisheng_desktop.domain.kits import (
    CODE_ALPHABET,
    CODE_LENGTH,
    KIT_FORMAT,
    Kit,
    SealedKit,
    kit_code,
    typed_code,
)
from jisheng_desktop.domain.stations import LEVEL_NAMES, NewStation, Village, territory
from jisheng_desktop.errors import EnvironmentTrouble, UserError
from jisheng_desktop.sealing.passwords import WrongPassword, seal, unseal
from jisheng_desktop.services.files import write_file
from jisheng_desktop.services.founding import (
    Founding,
    checked_code,
    checked_name,
    found,
)
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import stamp
from jisheng_desktop.services.operators import Session, sign_in

TOKEN_BYTES = 32
ISSUING_LEVELS = ("DISTRICT", "CITY")


class IssuedKit(msgspec.Struct, frozen=True):
    """Where the kit was written, and the code that travels on paper apart from it."""

    file: str
    station_code: str
    code: str


class WrongKitCode(EnvironmentTrouble):
    """The code does not open this kit."""


class NoKit(EnvironmentTrouble):
    """The file is no kit, or was damaged on its way."""


def issue_kit(station: NewStation, file: Path) -> IssuedKit:
    """Write the kit of a station and note it down; a second kit replaces the first.

    The code is shown once and kept nowhere.
    """
    station = _checked(station)
    here = office()
    if here.level not in ISSUING_LEVELS:
        raise UserError(f"只有区县办公室可以制作站点文件，本站点是{here.name}")
    token = secrets.token_bytes(TOKEN_BYTES)
    kit = Kit(
        level=station.level,
        code=station.code,
        name=station.name,
        parent=station.parent,
        token=token,
        schemes=offices.scheme_texts(),
        villages=_villages_of(station),
        issued_by=here.code,
        issued_at=stamp(),
    )
    code = _new_code()
    with transaction():
        offices.put_station(station, token, kit.issued_at)
        if station.level == "VILLAGE":
            _name_village(station)
        write_file(file, _sealed(kit, code))
    return IssuedKit(str(file), station.code, code)


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
    kit = _open(kit_file, code)
    facts = OfficeFacts(kit.code, kit.name, kit.level, kit.parent, practice=False)
    founding = Founding(facts, kit.schemes, operator_name, kit.villages, kit.token)
    found(folder, founding, password)
    return sign_in(None, password)


def _checked(station: NewStation) -> NewStation:
    if station.level not in ("TOWNSHIP", "VILLAGE"):
        allowed = f"{LEVEL_NAMES['TOWNSHIP']}、{LEVEL_NAMES['VILLAGE']}"
        raise UserError(f"站点级别“{station.level}”不对，应为{allowed}")
    name = checked_name(station.name, "站点名称")
    return NewStation(
        station.level, checked_code(station.code), name, checked_code(station.parent)
    )


def _name_village(station: NewStation) -> None:
    targets = {village.code: village.target for village in offices.villages()}
    village = Village(station.code, station.name, targets.get(station.code))
    offices.put_village(village)


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


def _new_code() -> str:
    size = len(CODE_ALPHABET)
    return kit_code(bytes(secrets.randbelow(size) for _ in range(CODE_LENGTH)))


def _sealed(kit: Kit, code: str) -> bytes:
    box = seal(msgspec.json.encode(kit), code)
    return msgspec.json.encode(SealedKit(format=KIT_FORMAT, kind="kit", sealed=box))


def _open(file: Path, code: str) -> Kit:
    box = _read(file)
    try:
        return msgspec.json.decode(unseal(box.sealed, typed_code(code)), type=Kit)
    except WrongPassword as error:
        raise WrongKitCode(
            f"站点文件的启用码“{code}”不对，请照纸上的12位启用码重新输入"
        ) from error


def _read(file: Path) -> SealedKit:
    try:
        box = msgspec.json.decode(file.read_bytes(), type=SealedKit)
    except OSError as error:
        raise NoKit(f"读不了站点文件“{file}”，请检查U盘和路径") from error
    except msgspec.MsgspecError as error:
        raise NoKit(f"“{file}”不是站点文件，或在途中损坏，请向区县重新索取") from error
    if box.kind != "kit":
        raise NoKit(f"“{file}”不是站点文件，请选择区县发来的站点文件")
    if box.format > KIT_FORMAT:
        raise NoKit(f"“{file}”由更新版本的程序制作，请先升级本程序")
    return box
