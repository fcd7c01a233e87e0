"""`jisheng init` and `jisheng kit`: setting up offices and stations."""

import os
from pathlib import Path

import click

from jisheng_desktop.cli.stations import (
    asked,
    given_password,
    opened,
    password_file,
    required_password,
    signed_in,
    station_folder,
)
from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal, say
from jisheng_desktop.domain.stations import LEVEL_NAMES, Level, NewStation
from jisheng_desktop.services.founding import found_district
from jisheng_desktop.services.kit_rosters import KitRoster, roster_words
from jisheng_desktop.services.kits import issue_kit, join_with_kit, revoke
from jisheng_desktop.services.library import close_library, office
from jisheng_desktop.services.schemes import scheme_text_in


@click.command(cls=Command, help="建立区县办公室，或用站点文件设置镇街、村居站点。")
@click.option("--district", is_flag=True, help="建立区县办公室")
@click.option("--kit", "kit_file", type=Path, help="站点文件")
@click.option("--code", help="区县代码")
@click.option("--name", help="办公室名称")
@click.option("--scheme", "schemes", type=Path, multiple=True, help="方案文件")
@click.option(
    "--level", type=click.Choice(["DISTRICT", "CITY"]), help="级别（默认 DISTRICT）"
)
@password_file
@click.argument("more_schemes", type=Path, nargs=-1)
@pass_terminal
def init(  # noqa: PLR0913 - one command founds in two ways
    terminal: Terminal,
    *,
    district: bool,
    kit_file: Path | None,
    code: str | None,
    name: str | None,
    schemes: tuple[Path, ...],
    level: Level | None,
    password_file: Path | None,
    more_schemes: tuple[Path, ...],
) -> None:
    """Set up this computer as an office or as the station of a kit."""
    if district == (kit_file is not None):
        raise click.UsageError("须给出 --district 或 --kit 之一")
    files = (*schemes, *more_schemes)
    try:
        if kit_file is not None:
            if code or name or level or files:
                raise click.UsageError(
                    "代码、名称、方案都在站点文件里，--kit 不与它们同用"
                )
            _join(terminal, kit_file, password_file)
        elif code and name and files:
            named = (code, name, level or "DISTRICT")
            _found(terminal, named, files, password_file)
        else:
            raise click.UsageError("--district 须同时给出 --code、--name、--scheme")
        _answer(terminal)
    finally:
        close_library()


def _found(
    terminal: Terminal,
    named: tuple[str, str, Level],
    schemes: tuple[Path, ...],
    password_file: Path | None,
) -> None:
    code, name, level = named
    password = required_password(password_file)
    texts = [scheme_text_in(file) for file in schemes]
    found_district(station_folder(terminal), code, name, texts, password, level=level)


def _join(terminal: Terminal, kit_file: Path, password_file: Path | None) -> None:
    code = os.environ.get("JISHENG_KIT_CODE") or asked("启用码", "JISHENG_KIT_CODE")
    password = given_password(password_file) or ""
    join_with_kit(station_folder(terminal), kit_file, code, password)


def _answer(terminal: Terminal) -> None:
    here = office()
    document = {
        "station": {"code": here.code, "name": here.name, "level": here.level},
        "schemes": [scheme.id for scheme in here.schemes],
        "data": str(station_folder(terminal)),
    }
    words = f"已设置{LEVEL_NAMES[here.level]}站点 {here.name}（{here.code}）"
    terminal.answer(document, [words])


@click.group(help="站点文件。")
def kit() -> None:
    """Hold the commands about enrolment kits."""


@kit.command(cls=Command, help="制作镇街或村居的站点文件。")
@click.option("--level", type=click.Choice(["TOWNSHIP", "VILLAGE"]), required=True)
@click.option("--code", required=True, help="站点代码")
@click.option("--name", required=True, help="站点名称")
@click.option("--parent", required=True, help="上级站点代码")
@click.option("--out", "file", type=Path, required=True, help="写到哪个文件")
@click.option("--roster", type=Path, help="上年花名册（取出本站点的家庭，供续保）")
@password_file
@pass_terminal
def issue(  # noqa: PLR0913 - what a station is, option by option
    terminal: Terminal,
    *,
    level: Level,
    code: str,
    name: str,
    parent: str,
    file: Path,
    roster: Path | None,
    password_file: Path | None,
) -> None:
    """Write a kit and show its code once."""
    with opened(terminal):
        session = signed_in(password_file)
        station = NewStation(level, code, name, parent)
        issued = issue_kit(station, file, session, roster)
    document: dict[str, object] = {
        "file": issued.file,
        "station_code": issued.station_code,
        "code": issued.code,
    }
    if roster is not None:
        document["roster"] = _counted(issued.roster)
    if issued.warning:
        document["warning"] = issued.warning
        say(issued.warning)
    terminal.answer(
        document,
        [
            f"站点文件：{issued.file}",
            *([f"上年花名册：{roster_words(issued.roster)}"] if roster else []),
            *issued.roster.problems,
            f"启用码：{issued.code}（只显示这一次，请抄在纸上，与文件分开传递）",
        ],
    )


def _counted(roster: KitRoster) -> dict[str, object]:
    return {
        "households": len(roster.documents),
        "elsewhere": roster.elsewhere,
        "refused": roster.refused,
        "problems": list(roster.problems),
    }


@kit.command("revoke", cls=Command, help="停用一个站点：其现有密钥签发的文件不再收。")
@click.option("--code", required=True, help="站点代码")
@pass_terminal
def revoke_command(terminal: Terminal, *, code: str) -> None:
    """Withdraw a station's present keys."""
    with opened(terminal):
        revoke(code)
    terminal.answer(
        {"revoked": code}, [f"站点{code}已停用，它的上报包从现在起不再收。"]
    )
