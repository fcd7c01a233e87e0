"""Tables pasted into the form: their titles are known as those of any roster are."""

import pytest

from tests.households import raw_family
from ui.entry.form import Form, person_path
from ui.entry.pasting import paste

FATHER, MOTHER, CHILD = (member["id_no"] for member in raw_family(1)["members"])


def entered(text: str, field: str) -> list[str | None]:
    form = paste(Form(), text).form
    return [form.entered.get(person_path(ref, field)) for ref in form.people[:-1]]


@pytest.mark.parametrize(
    "titles",
    [
        "姓名\t身份证号\t与户主关系\t联系电话",
        "参保人员姓名\t公民身份号码（18位）\t和户主关系\t手机号",
        "被保险人名称\t证件编号\t称谓\t移动电话",
        "成员姓名*\t身份证件号码\t关系\t联系方式",
    ],
)
def test_titles_of_any_roster_are_known(titles: str) -> None:
    text = f"{titles}\n王强\t{FATHER}\t户主\t13900000001\n李芳\t{MOTHER}\t妻子\t\n"
    assert entered(text, "name") == ["王强", "李芳"]
    assert entered(text, "id_no") == [FATHER, MOTHER]
    assert entered(text, "relation_code") == ["02", "12"]
    phone = paste(Form(), text).form.entered["household.contact_phone"]
    assert phone == "13900000001"


def test_row_with_a_number_is_no_header() -> None:
    assert entered(f"王强\t{FATHER}\t参保\n", "name") == ["王强"]


def test_what_excel_spoilt_is_named() -> None:
    pasted = paste(Form(), "姓名\t身份证号\n王强\t6.10103E+17\n")
    assert pasted.spoilt == ("6.10103E+17",)


@pytest.mark.parametrize(
    ("word", "told"), [("不参保", "no"), ("√", "yes"), ("?", "no")]
)
def test_ticks_say_whether_somebody_is_insured(word: str, told: str) -> None:
    text = f"姓名\t是否参保\n王强\t{word}\n"
    assert entered(text, "insured") == [told]
