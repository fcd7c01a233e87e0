"""A whole season in a folder: a practice district, its townships and villages.

From the first kit to the last answer, with a stick that is lost and one delivered
twice. Everything is done by the services that the window and the commands use.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Filters
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.samples import SCHEME, sample_family
from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.answering import write_answers
from jisheng_desktop.services.enrolling import correct, enroll
from jisheng_desktop.services.exporting import export
from jisheng_desktop.services.founding import found_district
from jisheng_desktop.services.households import enrollment, list_households, rows
from jisheng_desktop.services.importing import import_files
from jisheng_desktop.services.insurer_rosters import Choice, write_roster
from jisheng_desktop.services.kits import issue_kit, join_with_kit
from jisheng_desktop.services.library import close_library, open_library
from jisheng_desktop.services.operators import Session, sign_in
from jisheng_desktop.services.overview import Status, status
from jisheng_desktop.services.receipt_lists import unprinted
from jisheng_desktop.services.receipts import print_to_file
from jisheng_desktop.services.reporting import write_report
from jisheng_desktop.services.schemes import practice_schemes

PASSWORD = "演练2026"  # noqa: S105 - practice only; printed in the summary
FAMILIES = 6
DISTRICT = NewStation("DISTRICT", "610103", "演练区计生协", "")
TOWNSHIPS = (
    NewStation("TOWNSHIP", "610103101", "演练一镇", "610103"),
    NewStation("TOWNSHIP", "610103102", "演练二镇", "610103"),
)
VILLAGES = tuple(
    NewStation("VILLAGE", f"{town.code}20{n}", f"{town.name}第{n}村", town.code)
    for town in TOWNSHIPS
    for n in (1, 2, 3)
)
LOST = VILLAGES[2]
CLAIMED_TWICE = (VILLAGES[0], VILLAGES[3])

Say = Callable[[str], None]


class StationSum(msgspec.Struct, frozen=True):
    """What one station's own library counts at the end of the season; money in fen."""

    code: str
    name: str
    households: int
    accepted: int
    returned: int
    unsent: int
    premium_fen: int
    subsidy_fen: int
    self_pay_fen: int


class SeasonSummary(msgspec.Struct, frozen=True):
    """The season in figures; `adds_up` tells whether all villages equal the district."""

    folder: str
    password: str
    adds_up: bool
    district: StationSum
    villages: tuple[StationSum, ...]


class NotEmpty(UserError):
    """The folder for the demonstration already holds something."""


def play_season(folder: Path, say: Say) -> SeasonSummary:
    """Play the season in an empty folder and return what it came to.

    No library may be open. The folder keeps every station, kit, bundle, answer,
    receipt and list, for the reader to open.
    """
    if folder.exists() and any(folder.iterdir()):
        raise NotEmpty(f"文件夹“{folder}”不是空的，请换一个文件夹")
    stage = _Stage(folder)
    codes = _found(stage, say)
    for number, village in enumerate(VILLAGES):
        _first_week_at(stage, village, codes[village.code], number)
        say(f"{village.name}：登记{FAMILIES}户，回执已打印，上报包已写到U盘")
    for town in TOWNSHIPS:
        stage.join(town, codes[town.code])
    _lose_a_stick(stage, say)
    _carry_up(stage, "week-1", say)
    _carry_down(stage, "week-1", say)
    _mend(stage, say)
    for village in VILLAGES:
        with stage.at(village) as session:
            export(stage.stick("week-2", village.parent), session)
    _carry_up(stage, "week-2", say)
    _carry_down(stage, "week-2", say)
    _write_lists(stage)
    return _summary(stage)


class _Stage:
    """The folder of the demonstration, and the desk of each station in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def home(self, station: NewStation) -> Path:
        return self.folder / "stations" / station.code

    def kit(self, station: NewStation) -> Path:
        return self.folder / "kits" / f"{station.code}.jsb"

    def stick(self, week: str, to: str) -> Path:
        """Return the stick that is carried to a station in a week."""
        return self.folder / "sticks" / week / f"to-{to}"

    def join(self, station: NewStation, code: str) -> None:
        join_with_kit(self.home(station), self.kit(station), code, PASSWORD)
        close_library()

    @contextmanager
    def at(self, station: NewStation) -> Iterator[Session]:
        """Sit down at a station's desk."""
        open_library(self.home(station))
        try:
            yield sign_in(None, PASSWORD)
        finally:
            close_library()


def _found(stage: _Stage, say: Say) -> dict[str, str]:
    """Found the district and issue every kit; return the codes that travel on paper."""
    texts = [text for text in practice_schemes() if f'id = "{SCHEME}"' in text]
    stage.kit(DISTRICT).parent.mkdir(parents=True)
    session = found_district(
        stage.home(DISTRICT), DISTRICT.code, DISTRICT.name, texts, PASSWORD
    )
    try:
        codes = {
            station.code: issue_kit(station, stage.kit(station), session).code
            for station in (*TOWNSHIPS, *VILLAGES)
        }
    finally:
        close_library()
    say(f"{DISTRICT.name}已建立，制作了{len(codes)}个站点文件")
    return codes


def _first_week_at(stage: _Stage, village: NewStation, code: str, number: int) -> None:
    session = join_with_kit(stage.home(village), stage.kit(village), code, PASSWORD)
    try:
        for document in _families(village, number):
            enroll(document, operator=session.operator)
        pdf = stage.folder / "receipts" / f"{village.code}.pdf"
        pdf.parent.mkdir(exist_ok=True)
        print_to_file(unprinted(), session, pdf)
        export(stage.stick("week-1", village.parent), session)
    finally:
        close_library()


def _families(village: NewStation, number: int) -> list[HouseholdDocument]:
    """Return the village's families; the child of one is claimed by another too."""
    start = number * FAMILIES
    families = [sample_family(start + n, village.code) for n in range(FAMILIES)]
    if village == CLAIMED_TWICE[1]:
        families[2] = _also_claiming(families[2])
    return families


def _also_claiming(family: HouseholdDocument) -> HouseholdDocument:
    """Put the younger child of a family of the other village into this one."""
    other = sample_family(1, CLAIMED_TWICE[0].code)
    child = next(m for m in other.members if m.ref == "d")
    kept = tuple(m for m in family.members if m.ref != "d")
    return msgspec.structs.replace(family, members=(*kept, child))


def _lose_a_stick(stage: _Stage, say: Say) -> None:
    for file in stage.stick("week-1", LOST.parent).glob(f"{LOST.code}-*"):
        file.unlink()
    say(f"{LOST.name}的U盘丢了：没有内容丢失，下一包会再带上")


def _carry_up(stage: _Stage, week: str, say: Say) -> None:
    """Villages to townships to the district, where one stick is delivered twice."""
    for town in TOWNSHIPS:
        with stage.at(town) as session:
            import_files([stage.stick(week, town.code)], session)
            export(stage.stick(week, DISTRICT.code), session)
    with stage.at(DISTRICT) as session:
        stick = [stage.stick(week, DISTRICT.code)]
        taken = import_files(stick, session)
        again = import_files(stick, session)
    applied = sum(each.applied for each in taken)
    returned = sum(each.returned for each in taken)
    twice = sum(each.applied for each in again)
    say(f"区县收包：新收{applied}户，退回{returned}户；同一U盘再插一次，新收{twice}户")


def _carry_down(stage: _Stage, week: str, say: Say) -> None:
    """The district's answers to the townships, and through them to the villages."""
    answers = stage.folder / "answers" / week
    with stage.at(DISTRICT) as session:
        write_answers(answers / "district", session)
    for town in TOWNSHIPS:
        with stage.at(town) as session:
            import_files([answers / "district"], session)
            write_answers(answers / town.code, session)
    for village in VILLAGES:
        file = list((answers / village.parent).glob(f"{village.code}-*"))
        if file:
            with stage.at(village) as session:
                import_files(file, session)
    say("答复已送到各站点")


def _mend(stage: _Stage, say: Say) -> None:
    """The returned family leaves the child to the household that holds it."""
    with stage.at(CLAIMED_TWICE[1]) as session:
        for row in rows(list_households(Filters(state="RETURNED"))):
            record = enrollment(row.uid)
            members = tuple(
                msgspec.structs.replace(m, insured=False) if m.ref == "d" else m
                for m in record.document.members
            )
            mended = msgspec.structs.replace(record.document, members=members)
            correct(
                row.uid, mended, operator=session.operator, reason="孩子随另一方参保"
            )
            say(f"{CLAIMED_TWICE[1].name}：退回的一户已更正（孩子随另一方参保）")


def _write_lists(stage: _Stage) -> None:
    lists = stage.folder / "lists"
    lists.mkdir(exist_ok=True)
    with stage.at(DISTRICT):
        write_roster(lists / "roster.xlsx", Choice(scheme_id=SCHEME, year=2026))
        for name in ("summary", "subsidy", "notice"):
            write_report(name, lists / f"{name}.xlsx", scheme_id=SCHEME, year=2026)


def _summary(stage: _Stage) -> SeasonSummary:
    villages = tuple(_sum(stage, village) for village in VILLAGES)
    district = _sum(stage, DISTRICT)
    figures = ("households", "accepted", "premium_fen", "subsidy_fen", "self_pay_fen")
    adds_up = all(
        sum(getattr(village, name) for village in villages) == getattr(district, name)
        for name in figures
    )
    return SeasonSummary(str(stage.folder), PASSWORD, adds_up, district, villages)


def _sum(stage: _Stage, station: NewStation) -> StationSum:
    with stage.at(station):
        counted: Status = status()
    money = counted.sums_fen
    return StationSum(
        code=station.code,
        name=station.name,
        households=counted.households,
        accepted=counted.enrollments["ACCEPTED"],
        returned=counted.returned,
        unsent=counted.unsent,
        premium_fen=money.premium,
        subsidy_fen=money.subsidy,
        self_pay_fen=money.self_pay,
    )


def season_lines(summary: SeasonSummary) -> Iterator[str]:
    """Yield the summary as a table of lines for people."""
    for station in (*summary.villages, summary.district):
        yield (
            f"{station.name}：{station.households}户，已受理{station.accepted}户，"
            f"退回{station.returned}户，保费{yuan(station.premium_fen)}元，"
            f"补贴{yuan(station.subsidy_fen)}元，自付{yuan(station.self_pay_fen)}元"
        )
    yield "各村合计与区县一致。" if summary.adds_up else "各村合计与区县不一致！"
    yield f"全部文件在 {summary.folder}：stations 站点数据（密码 {summary.password}）、"
    yield "kits 站点文件、sticks 上报包、answers 答复、receipts 回执、lists 名册和报表。"
