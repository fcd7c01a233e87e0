"""How a specialist types a household: the keys, and what they contain."""

from dataclasses import dataclass

from tests.builders import id_number
from tests.ui.typist import Key, Typist


@dataclass(frozen=True)
class Somebody:
    """An invented person as the hands know it."""

    number: str
    pinyin: str
    name: str


FATHER = Somebody(id_number("610103", "1985-03-12", 119), "wangqiang", "王强")
MOTHER = Somebody(id_number("610103", "1986-07-08", 30), "lifang", "李芳")
DAUGHTER = Somebody(id_number("610103", "2014-04-04", 236), "wangxiaoli", "王小丽")
SISTER = Somebody(id_number("610103", "2016-09-09", 108), "wangxiaoxue", "王小雪")
THREE = (FATHER, MOTHER, DAUGHTER)
PHONE = "13800000001"
ADDRESS = "碑林区某街道15号"


def type_head(typist: Typist) -> None:
    """Type what stands above the members, for the first household of a station."""
    typist.types("1")
    typist.enter()
    typist.composes("erzu", "二组")
    typist.enter()
    typist.types("2")
    typist.enter()
    type_phone(typist)
    type_address(typist)


def type_phone(typist: Typist, phone: str = PHONE) -> None:
    """Type a telephone number and go on."""
    typist.types(phone)
    typist.enter()


def type_address(typist: Typist) -> None:
    """Type the address and go on."""
    typist.composes("beilinqumoujiedao", "碑林区某街道")
    typist.types("15")
    typist.composes("hao", "号")
    typist.enter()


def type_people(typist: Typist, *people: Somebody) -> None:
    """Type one row each, taking the relation that is proposed."""
    for person in people:
        typist.types(person.number)
        typist.enter()
        typist.composes(person.pinyin, person.name)
        typist.enter(2)


def type_evidence(typist: Typist) -> None:
    """Leave the grid; type the certificate, every consent and how it is paid."""
    typist.enter()  # the blank row: nobody else
    typist.composes("shan", "陕")
    typist.types("A0001")
    typist.enter(2)
    typist.press(Key.Key_Space)
    typist.enter()
    typist.types("1")
    typist.enter()


def finish(typist: Typist) -> None:
    """Leave the grid and the evidence, give every consent, and confirm."""
    typist.enter(2)
    typist.press(Key.Key_Space, Key.Key_F9)


def information(*people: Somebody, address: bool) -> int:
    """Return the key strokes that the information itself contains.

    18 digits a person, the name as pinyin and one selection, the relation's two
    digits, the telephone, and the address where it is a new one.
    """
    persons = sum(18 + len(each.pinyin) + 1 + 2 for each in people)
    typed_address = len("beilinqumoujiedao") + 1 + 2 + len("hao") + 1
    return persons + len(PHONE) + (typed_address if address else 0)
