"""The second programme, and records that come back."""

from pathlib import Path

import msgspec
import pytest

from db.connection import transaction
from db.queries import enrollments
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.founding import found_district
from jisheng_desktop.services.households import enrollment, history
from jisheng_desktop.services.library import close_library
from jisheng_desktop.services.records import household_of_record
from jisheng_desktop.services.villages import set_village
from tests.builders import CASES, id_number
from tests.ui.conftest import Start
from tests.ui.entry.entering import Somebody, type_people
from tests.ui.families import family
from tests.ui.typist import Key, Typist
from ui.pages.entry import EntryPage

HUSBAND = Somebody(id_number("530402", "1963-05-20", 117), "yangjianguo", "杨建国")
WIFE = Somebody(id_number("530402", "1964-06-21", 118), "lixiuying", "李秀英")


@pytest.fixture
def hongta_page(own_data_folder: Path, january: None, start: Start) -> EntryPage:
    """The entry page of a station that enrols in the Hongta programme."""
    scheme = (CASES / "hongta-2026.scheme.toml").read_text("utf-8")
    found_district(own_data_folder, "530402", "红塔区计生协", [scheme], "")
    set_village("530402001001", "红塔一村", 30)
    close_library()
    workspace = start().workspace
    assert workspace is not None
    workspace.show_page("entry")
    page = workspace.page("entry")
    assert isinstance(page, EntryPage)
    return page


def type_claimant(typist: Typist, person: Somebody) -> None:
    """Type a person who claims the first special category."""
    typist.types(person.number)
    typist.enter()
    typist.composes(person.pinyin, person.name)
    typist.enter(2)
    typist.types("1")
    typist.enter()


def test_hongta_couple(hongta_page: EntryPage) -> None:
    typist = Typist()
    typist.composes("erzu", "二组")
    typist.enter()
    typist.types("2")
    typist.enter()
    typist.types("13800000001")
    typist.enter()
    typist.composes("hongtaqumoushequ", "红塔区某社区")
    typist.enter()
    type_claimant(typist, HUSBAND)
    type_claimant(typist, WIFE)
    typist.enter()
    for paper in ("T-001", "T-002"):
        typist.types(paper)
        typist.enter()
        if paper == "T-001":
            typist.composes("qujishengxie", "红塔区计划生育协会")
            typist.enter()
            typist.types("20260105")
            typist.enter()
    assert hongta_page.board.here == "consents"
    typist.press(Key.Key_Space)
    typist.enter()
    typist.types("3")  # the plan of 60 yuan a person
    typist.press(Key.Key_F9)
    typist.composes("xianchang", "提前登记已请示")  # W607: before the subsidy window
    typist.enter()
    assert hongta_page.is_done
    record = enrollment(hongta_page.done.receipt_no)
    assert record.decision is not None
    assert record.decision.category == "LOST_ONLY_CHILD"
    assert record.decision.premium_fen == 12000
    assert record.decision.subsidy_fen == 10000
    assert record.decision.self_pay_fen == 2000


@pytest.fixture
def returned(page: EntryPage) -> str:
    """An enrolment that the district has sent back, by its number."""
    enrolled = enroll(family(1), operator=page.desk.operator)
    record = enrollment(enrolled.enroll_no)
    back = msgspec.structs.replace(record, state="RETURNED", verdict="电话是空号")
    with transaction():
        enrollments.save(back, household_of_record(back).id, page.desk.office.code)
    return enrolled.enroll_no


def test_a_returned_record_is_mended(
    page: EntryPage, typist: Typist, said: list[str], returned: str
) -> None:
    page.open_enrollment(returned)
    assert said == ["退回原因：电话是空号"]
    assert page.sheet.problems == ()
    page.board.focus("household.contact_phone")
    typist.types("13900000009")
    typist.press(Key.Key_F9)
    assert typist.at is page.panel.reason
    typist.composes("dianhua", "电话已更换")
    typist.enter()
    assert page.is_done
    record = enrollment(returned)
    assert record.state == "CONFIRMED"
    assert record.document.household.contact_phone == "13900000009"
    assert record.enroll_no == returned
    assert history(record.uid)[0].reason == "电话已更换"


def test_a_correction_begins_with_the_first_person(
    page: EntryPage, typist: Typist, returned: str
) -> None:
    page.open_enrollment(returned)
    first = page.sheet.form.people[0]
    assert page.board.here == f"members.{first}.id_no"


def test_a_correction_waits_for_its_reason(
    page: EntryPage, typist: Typist, said: list[str], returned: str
) -> None:
    page.open_enrollment(returned)
    page.board.focus("household.group_name")
    typist.types("9")
    page.start_new()
    assert page.filing.corrects
    assert "尚未保存" in said[-1]
    typist.press(Key.Key_F12)
    assert page.sheet.is_blank
    typist.press(Key.Key_F2)
    assert said[-1] == "还没有录入内容，不需要保存"


def test_a_mended_number_brings_its_birth_date(
    page: EntryPage, typist: Typist, returned: str
) -> None:
    page.open_enrollment(returned)
    child = page.sheet.form.people[-2]
    number = id_number("610103", "2015-05-05", 236)
    page.board.focus(f"members.{child}.id_no")
    typist.types(number)
    assert page.sheet.state.of(child, "birth_date") == "2015-05-05"


def test_another_member_is_counted(
    page: EntryPage, typist: Typist, returned: str
) -> None:
    page.open_enrollment(returned)
    sister = Somebody(id_number("610103", "2018-08-08", 224), "xin", "李小新")
    page.board.focus(f"members.{page.sheet.form.people[-1]}.id_no")
    type_people(typist, sister)
    assert page.sheet.values["household.children_born"] == "2"
    assert "E404" not in [problem.code for problem in page.sheet.problems]
