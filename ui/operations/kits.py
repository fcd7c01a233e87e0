"""Equipping stations with kits, and withdrawing them."""

from pathlib import Path

from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.errors import UserError
from jisheng_desktop.services import kits
from jisheng_desktop.services.kit_rosters import roster_words
from jisheng_desktop.services.kits import IssuedKit
from jisheng_desktop.services.library import office
from ui.desk import Desk
from ui.notices import Tone
from ui.tasks import Task


def issue_kit(
    desk: Desk, station: NewStation, file: Path | None, roster: Path | None
) -> Task | None:
    """Write the kit of a station; `done` carries it with the code that is shown once.

    Cancelled, it leaves neither file nor station.
    """
    try:
        kits.checked_station(station)
        target = _chosen(file)
    except UserError as refusal:
        desk.errors.show(refusal)
        return None
    session = desk.session
    task = Task(
        "正在制作站点文件",
        lambda progress: kits.issue_kit(station, target, session, roster, progress),
    )
    task.failed.connect(desk.errors.show)
    task.cancelled.connect(lambda: desk.notices.say("已取消，没有制作站点文件"))
    task.done.connect(lambda kit: _tell(desk, *_written(station, kit)))
    desk.runner.run(task)
    return task


def revoke(desk: Desk, station: NewStation) -> bool:
    """Take in nothing more that the station's present computer signs."""
    try:
        kits.revoke(station.code)
    except UserError as error:
        desk.errors.show(error)
        return False
    _tell(desk, f"“{station.name}”已停用，它的上报包从现在起不再收。")
    return True


def _chosen(file: Path | None) -> Path:
    if file is None:
        raise UserError("请先选择站点文件写到哪里，例如U盘")
    return file


def _written(station: NewStation, kit: IssuedKit) -> tuple[str, Tone]:
    sentence = f"“{station.name}”的站点文件已写好：{kit.file}"
    if kit.roster != kits.NO_ROSTER:
        faults = "；".join(("", *kit.roster.problems))
        sentence += f"，上年花名册{roster_words(kit.roster)}{faults}"
    return (f"{sentence}。{kit.warning}", "warn") if kit.warning else (sentence, "good")


def _tell(desk: Desk, sentence: str, tone: Tone = "good") -> None:
    desk.office = office()
    desk.notices.say(sentence, tone)
    desk.changes.announce(desk.office)
    desk.changes.office_changed.emit()
