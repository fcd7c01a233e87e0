"""Households typed from the first key to the receipt number, by keyboard alone."""

from jisheng_desktop.services.households import enrollment, list_households
from tests.builders import id_number
from tests.ui.entry.entering import (
    DAUGHTER,
    FATHER,
    MOTHER,
    PHONE,
    SISTER,
    THREE,
    Somebody,
    finish,
    information,
    type_evidence,
    type_head,
    type_people,
    type_phone,
)
from tests.ui.typist import CONTROL, Key, Typist
from ui.entry.guesses import YES
from ui.pages.entry import EntryPage

MOST_STROKES = 1.25
NEIGHBOURS = (
    Somebody(id_number("610103", "1984-01-09", 117), "zhangwei", "张伟"),
    Somebody(id_number("610103", "1985-02-11", 22), "chenjing", "陈静"),
    Somebody(id_number("610103", "2013-05-06", 231), "zhangming", "张明"),
)


def stored(page: EntryPage) -> dict[str, object]:
    """Return the household on the page as the library has it."""
    number = page.done.receipt_no
    record = enrollment(number)
    return {
        "state": record.state,
        "category": record.decision.category if record.decision else None,
        "self_pay": record.decision.self_pay_fen if record.decision else None,
        "relations": [member.relation_code for member in record.document.members],
        "children": record.document.household.children_born,
        "address": record.document.household.hukou_address,
    }


def test_three_people_with_certificate(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, *THREE)
    type_evidence(typist)
    assert page.sheet.problems == ()
    typist.press(Key.Key_F9)
    assert page.is_done
    assert stored(page) == {
        "state": "CONFIRMED",
        "category": "ONLY_CHILD_CERT",
        "self_pay": 12500,
        "relations": ["02", "12", "32"],
        "children": 1,
        "address": "碑林区某街道15号",
    }


def test_key_strokes_of_the_first_household(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, *THREE)
    finish(typist)
    assert page.is_done
    ratio = typist.presses / information(*THREE, address=True)
    assert ratio <= MOST_STROKES


def test_key_strokes_of_the_next_household(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, *THREE)
    finish(typist)
    typist.enter()
    typist.presses = 0
    type_phone(typist, "13900000002")
    typist.enter()  # the same address
    type_people(typist, *NEIGHBOURS)
    finish(typist)
    assert page.is_done
    assert stored(page)["address"] == "碑林区某街道15号"
    ratio = typist.presses / information(*NEIGHBOURS, address=False)
    assert ratio <= MOST_STROKES


def test_rural_two_daughters(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, FATHER, MOTHER, DAUGHTER, SISTER)
    typist.enter()
    assert page.board.here == "household.birth_policy_compliant"
    typist.types("s")  # 是, by its initial
    typist.enter()
    typist.press(Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4)
    typist.press(Key.Key_F9)
    assert page.is_done
    assert stored(page)["category"] == "RURAL_TWO_DAUGHTERS"
    assert stored(page)["relations"] == ["02", "12", "32", "33"]


def test_enter_begins_the_next_household(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, *THREE)
    finish(typist)
    typist.enter()
    assert not page.is_done
    assert page.sheet.is_blank
    assert page.sheet.values["household.group_name"] == "二组"
    assert page.board.here == "household.contact_phone"


def test_what_is_confirmed_is_not_typed_over(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, *THREE)
    finish(typist)
    confirmed = page.sheet.form
    typist.press(Key.Key_Z, modifiers=CONTROL)
    typist.press(Key.Key_F9, Key.Key_F2, Key.Key_F12)
    assert page.sheet.form is confirmed
    assert page.is_done


def test_what_was_only_ticked_leaves_no_draft(
    page: EntryPage, typist: Typist, said: list[str]
) -> None:
    page.sheet.edit("consents.voluntary", YES)
    typist.press(Key.Key_N, modifiers=CONTROL)
    assert page.sheet.is_blank
    assert list_households() == ()
    page.sheet.edit("payment.method", "CASH")
    typist.press(Key.Key_F2)
    assert said == ["还没有录入内容，不需要保存"]


def test_next_household_keeps_a_half_typed_one(
    page: EntryPage, typist: Typist, said: list[str]
) -> None:
    type_head(typist)
    typist.press(Key.Key_N, modifiers=CONTROL)
    assert said == ["已存为草稿：未填姓名，0 人"]
    assert page.sheet.is_blank
    assert len(list_households()) == 1


def test_draft_and_back(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, FATHER)
    typist.press(Key.Key_F2)
    assert page.sheet.subject.purpose == "DRAFT"
    uid = page.sheet.subject.key
    typist.press(Key.Key_N, modifiers=CONTROL)
    page.open_draft(uid)
    assert page.sheet.values["members.p1.name"] == "王强"
    assert page.sheet.values["household.contact_phone"] == PHONE
    type_people(typist, MOTHER, DAUGHTER)
    finish(typist)
    assert page.is_done
    assert len(list_households()) == 1


def test_what_is_missing_leads_the_cursor(page: EntryPage, typist: Typist) -> None:
    type_head(typist)
    type_people(typist, FATHER, MOTHER)
    typist.press(Key.Key_F9)
    assert not page.is_done
    assert page.board.here == "members.p3.id_no"  # no child yet
    type_people(typist, DAUGHTER)
    typist.press(Key.Key_F9)
    assert page.board.here == "consents"


def test_a_warning_wants_its_reason(page: EntryPage, typist: Typist) -> None:
    grown = Somebody(id_number("610103", "2007-09-09", 236), "wangxiaoli", "王小丽")
    type_head(typist)
    type_people(typist, FATHER, MOTHER, grown)
    finish(typist)
    assert page.sheet.decision.decision == "CONFIRM"
    assert typist.at is page.panel.reason
    typist.composes("yiwen", "已问承保公司")
    typist.enter()
    assert page.is_done
    assert enrollment(page.done.receipt_no).reason == "已问承保公司"


def test_enter_alone_leads_to_the_end_and_confirms(
    page: EntryPage, typist: Typist
) -> None:
    type_head(typist)
    type_people(typist, *THREE)
    typist.enter(2)
    typist.press(Key.Key_Space)
    typist.enter()
    typist.types("1")
    typist.enter(2)  # no serial number of the payment
    typist.enter()
    assert page.is_done


def test_space_chooses_nothing(page: EntryPage, typist: Typist) -> None:
    typist.press(Key.Key_Space)
    assert "household.village_code" not in page.sheet.values
    typist.press(Key.Key_Escape)
    assert page.board.here == "household.village_code"
