"""Setting up: a district, its stations by kit, practice; whole or not at all."""

from collections import Counter
from pathlib import Path

import pytest

from db.connection import select
from jisheng_desktop.domain.enrollments import Filters
from jisheng_desktop.domain.paper_codes import typed_code
from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.domain.strict import Unreadable
from jisheng_desktop.errors import UserError
from jisheng_desktop.sealing.passwords import WrongPassword
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.founding import (
    AlreadyFounded,
    found_district,
)
from jisheng_desktop.services.households import list_households, rows
from jisheng_desktop.services.kits import (
    IssuedKit,
    NoKit,
    WrongKitCode,
    issue_kit,
    join_with_kit,
)
from jisheng_desktop.services.library import close_library, has_library, office
from jisheng_desktop.services.operators import Session, needs_sign_in, sign_in
from jisheng_desktop.services.practising import start_practice
from jisheng_desktop.services.villages import set_village
from tests.households import district, family, scheme_texts

VILLAGE = NewStation("VILLAGE", "610103001001", "示范一村", "610103001")
TOWNSHIP = NewStation("TOWNSHIP", "610103001", "示范街道", "610103")


@pytest.fixture
def chief(folder: Path) -> Session:
    """Give an open district office with a password."""
    return district(folder, "密码123")


@pytest.fixture
def issued(chief: Session, tmp_path: Path) -> IssuedKit:
    """Give the kit of a village, the district closed again."""
    kit = issue_kit(VILLAGE, tmp_path / "kit.jsb", chief)
    close_library()
    return kit


def test_a_district_knows_who_it_is(chief: Session) -> None:
    here = office()
    assert (here.code, here.name, here.level, here.parent) == (
        "610103",
        "碑林区计生协",
        "DISTRICT",
        None,
    )
    assert not here.practice
    assert needs_sign_in()
    assert sign_in("管理员", "密码123").secret == chief.secret


def test_a_second_founding_is_refused(chief: Session, folder: Path) -> None:
    close_library()
    with pytest.raises(AlreadyFounded, match="已经有站点数据"):
        district(folder)


@pytest.mark.parametrize(
    ("code", "name", "text"),
    [
        ("", "碑林", "站点代码"),
        ("6101-03", "碑林", "6101-03"),
        ("6" * 21, "碑林", "1至20位"),
        ("610103", "  ", "名称不能为空"),
    ],
)
def test_nonsense_founds_nothing(folder: Path, code: str, name: str, text: str) -> None:
    with pytest.raises(UserError, match=text):
        found_district(folder, code, name, scheme_texts(), "x")
    assert not has_library(folder)


def test_an_unreadable_scheme_founds_nothing(folder: Path) -> None:
    with pytest.raises(Unreadable):
        found_district(folder, "610103", "碑林", ["format = 2"], "x")
    assert not has_library(folder)


def test_a_kit_makes_a_bare_computer_a_station(
    issued: IssuedKit, tmp_path: Path
) -> None:
    assert issued.station_code == VILLAGE.code
    session = join_with_kit(
        tmp_path / "village", Path(issued.file), issued.code, "村里密码"
    )
    here = office()
    assert (here.code, here.level, here.parent) == (
        VILLAGE.code,
        "VILLAGE",
        "610103001",
    )
    assert [v.name for v in here.villages] == ["示范一村"]
    assert {s.id for s in here.schemes} == {"xian-2025", "hongta-2026"}
    done = enroll(family(1), operator=session.operator)
    assert done.receipt_no.startswith("610103001001-2026-000001-")
    assert sign_in(None, "村里密码").operator.name == "专员"


def test_a_code_may_be_typed_in_any_manner(issued: IssuedKit, tmp_path: Path) -> None:
    typed = f" {issued.code.lower().replace('-', ' ')} "
    join_with_kit(tmp_path / "village", Path(issued.file), typed, "")
    assert office().code == VILLAGE.code


@pytest.mark.parametrize("code", ["", "ABCD-EFGH-JKMN", "密码"])
def test_a_wrong_code_sets_nothing_up(
    issued: IssuedKit, tmp_path: Path, code: str
) -> None:
    with pytest.raises(WrongKitCode, match="启用码"):
        join_with_kit(tmp_path / "village", Path(issued.file), code, "")
    assert not has_library(tmp_path / "village")


@pytest.mark.parametrize("content", [b"", b"{}", b"PK\3\4", b"[" * 100_000])
def test_another_file_is_no_kit(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "kit.jsb"
    file.write_bytes(content)
    with pytest.raises(NoKit):
        join_with_kit(tmp_path / "village", file, "ABCD-EFGH-JKMN", "")
    with pytest.raises(NoKit, match="U盘"):
        join_with_kit(tmp_path / "village", tmp_path / "none", "ABCD-EFGH-JKMN", "")


def test_a_township_gets_the_villages_under_it(chief: Session, tmp_path: Path) -> None:
    set_village("610103002001", "别处村", None)
    issue_kit(VILLAGE, tmp_path / "village.jsb", chief)
    odd = NewStation("VILLAGE", "V-7".replace("-", ""), "编码特殊村", TOWNSHIP.code)
    issue_kit(odd, tmp_path / "odd.jsb", chief)
    kit = issue_kit(TOWNSHIP, tmp_path / "town.jsb", chief)
    close_library()
    join_with_kit(tmp_path / "town", Path(kit.file), kit.code, "")
    assert {v.code for v in office().villages} == {"610103001001", "V7"}


def test_only_a_district_issues_kits(
    issued: IssuedKit, tmp_path: Path, chief: Session
) -> None:
    session = join_with_kit(tmp_path / "v", Path(issued.file), issued.code, "")
    with pytest.raises(UserError, match="只有区县"):
        issue_kit(VILLAGE, tmp_path / "again.jsb", session)


def test_a_kit_that_cannot_be_written_leaves_no_station(
    chief: Session, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="写不了文件"):
        issue_kit(VILLAGE, tmp_path / "nowhere" / "kit.jsb", chief)
    assert select("SELECT code FROM station") == []


def test_kits_name_what_is_wrong_with_a_station(chief: Session, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="DISTRICT"):
        issue_kit(NewStation("DISTRICT", "1", "x", "2"), tmp_path / "k", chief)
    with pytest.raises(UserError, match="站点名称"):
        issue_kit(NewStation("VILLAGE", "1", " ", "2"), tmp_path / "k", chief)


@pytest.mark.parametrize("parent", ["610103001001", "610103001002"])
def test_no_station_stands_under_a_village(
    chief: Session, tmp_path: Path, parent: str
) -> None:
    issue_kit(VILLAGE, tmp_path / "village.jsb", chief)
    under = NewStation("VILLAGE", "610103001002", "示范二村", parent)
    with pytest.raises(UserError, match=f"上级站点代码“{parent}”是“示范"):
        issue_kit(under, tmp_path / "under.jsb", chief)


def test_a_village_before_its_township_is_equipped_and_that_is_said(
    chief: Session, tmp_path: Path
) -> None:
    kit = issue_kit(VILLAGE, tmp_path / "village.jsb", chief)
    assert "“610103001”还没有站点文件" in kit.warning
    assert issue_kit(TOWNSHIP, tmp_path / "town.jsb", chief).warning == ""
    assert issue_kit(VILLAGE, tmp_path / "again.jsb", chief).warning == ""


def test_practice_has_its_own_library_that_stays(tmp_path: Path) -> None:
    session = start_practice(tmp_path / "practice")
    assert office().practice
    before = len(select("SELECT uid FROM enrollment"))
    enroll(family(1), operator=session.operator)
    close_library()
    start_practice(tmp_path / "practice")
    assert len(select("SELECT uid FROM enrollment")) == before + 1
    assert not needs_sign_in()


@pytest.mark.parametrize("scheme", ["xian-2025", "hongta-2026"])
def test_practice_begins_with_households_to_try_things_on(
    tmp_path: Path, scheme: str
) -> None:
    start_practice(tmp_path / "practice")
    shown = rows(list_households(Filters(scheme=scheme)))
    assert Counter(each.state for each in shown) == {"CONFIRMED": 6, "DRAFT": 2}
    assert all(each.premium_fen for each in shown if each.state == "CONFIRMED")
    assert [each for each in check() if not each.ok] == []


def test_a_wrong_password_opens_nothing(chief: Session) -> None:
    with pytest.raises(WrongPassword):
        sign_in(None, "别的")
    with pytest.raises(WrongPassword):
        sign_in(None, "")


def test_a_typed_code_ignores_what_was_not_printed() -> None:
    assert typed_code("2345 6789-abcd") == "2345-6789-ABCD"
    assert typed_code("0O1I") == ""
