"""A household typed from the first key to the receipt number."""

from tests.builders import id_number
from tests.ui.typist import Key, Typist
from ui.pages.entry import EntryPage

FATHER = id_number("610103", "1985-03-12", 119)
MOTHER = id_number("610103", "1986-07-08", 30)
DAUGHTER = id_number("610103", "2014-04-04", 236)
PHONE = "13800000001"


def type_people(typist: Typist) -> None:
    """Type father, mother and daughter; the cursor begins and ends in a number field."""
    for number, pinyin, name in (
        (FATHER, "wangqiang", "王强"),
        (MOTHER, "lifang", "李芳"),
        (DAUGHTER, "wangxiaoli", "王小丽"),
    ):
        typist.types(number)
        typist.enter()
        typist.composes(pinyin, name)
        typist.enter()
        typist.enter()


def type_household(typist: Typist) -> None:
    """Type what stands above the members, for the first household of a station."""
    typist.types("1")
    typist.enter()
    typist.composes("erzu", "二组")
    typist.enter()
    typist.types("1")
    typist.enter()
    typist.types(PHONE)
    typist.enter()
    typist.composes("beilinqumoujiedao", "碑林区某街道")
    typist.types("15")
    typist.composes("hao", "号")
    typist.enter()


def test_three_people_in_one_go(page: EntryPage, typist: Typist) -> None:
    type_household(typist)
    type_people(typist)
    typist.enter()  # the blank row: no further member
    typist.composes("shan", "陕")
    typist.types("A0001")
    typist.enter(2)
    typist.press(Key.Key_Space)
    typist.enter()
    typist.types("1")
    typist.enter()
    assert page.sheet.problems == (), page.board.here
    typist.press(Key.Key_F9)
    assert page.is_done
