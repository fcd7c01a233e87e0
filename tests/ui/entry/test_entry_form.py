"""The form as data, without a window."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.decisions import decide, estimate
from jisheng_desktop.domain.guesses import Known, likely_relations
from jisheng_desktop.domain.reading import read_document
from jisheng_desktop.domain.schemes import Scheme
from tests.builders import CASES, case_scheme
from tests.ui.entry.entering import DAUGHTER, FATHER, MOTHER, SISTER
from ui.entry.choices import PAYMENT, RELATION
from ui.entry.dates import read_day
from ui.entry.documents import form_of, read_form
from ui.entry.form import Form
from ui.entry.guesses import values
from ui.entry.history import History
from ui.entry.pasting import is_table, paste
from ui.entry.relevance import State, first_stop, next_stop, order, stops
from ui.entry.terms import Terms

TODAY = date(2026, 1, 15)
VILLAGES = (("610103001001", "示范一村"), ("610103001002", "示范二村"))
XIAN = Terms(case_scheme("xian-2025"), 2026, VILLAGES, TODAY)
HONGTA = Terms(case_scheme("hongta-2026"), 2026, VILLAGES, TODAY)


def cases() -> list[tuple[str, dict[str, object], Scheme]]:
    """Return every acceptance case with its scheme."""
    found = []
    for name, scheme in (("xian", "xian-2025"), ("hongta", "hongta-2026")):
        text = (CASES / f"{name}.json").read_text("utf-8")
        for case in json.loads(text)["cases"]:
            found.append((case["id"], case["document"], case_scheme(scheme)))
    return found


def filled(**texts: str) -> Form:
    """Return a form in which three people were typed."""
    people = {
        f"members.p{row}.{key}": value
        for row, person in enumerate((FATHER, MOTHER, DAUGHTER), start=1)
        for key, value in (("id_no", person.number), ("name", person.name))
    }
    form = Form()
    for path, text in (people | texts).items():
        form = form.with_text(path, text)
    return form


@pytest.mark.parametrize(("_name", "raw", "scheme"), cases(), ids=lambda v: str(v)[:6])
def test_a_stored_document_comes_back_from_the_form(
    _name: str, raw: dict[str, object], scheme: Scheme
) -> None:
    document = read_document(raw)
    terms = Terms(scheme, document.policy_year, (), TODAY)
    form = form_of(document, terms).with_blank_row()
    reading = read_form(form, values(form, terms), terms)
    assert reading.unreadable == ()
    assert decide(reading.document, scheme) == decide(document, scheme)


def test_guesses_follow_what_is_typed() -> None:
    form = filled()
    told = values(form, XIAN)
    relations = [told[f"members.p{row}.relation_code"] for row in (1, 2, 3)]
    roles = [told[f"members.p{row}.insured_role"] for row in (1, 2, 3)]
    assert relations == ["02", "12", "32"]
    assert roles == ["PARENT", "PARENT", "CHILD"]
    assert told["household.children_born"] == "1"
    assert told["applicant"] == "p1"
    form = form.with_text("members.p4.id_no", SISTER.number)
    told = values(form, XIAN)
    assert told["members.p4.relation_code"] == "33"
    assert told["household.children_born"] == "2"


def test_what_is_typed_wins_and_emptied_falls_back() -> None:
    form = filled().with_text("household.children_born", "3")
    assert values(form, XIAN)["household.children_born"] == "3"
    form = form.with_text("household.children_born", "")
    assert values(form, XIAN)["household.children_born"] == "1"


def test_carried_text_that_was_emptied_stays_empty() -> None:
    form = Form(carried={"household.group_name": "二组"})
    assert values(form, XIAN)["household.group_name"] == "二组"
    emptied = form.with_text("household.group_name", "")
    assert "household.group_name" not in values(emptied, XIAN)


@pytest.mark.parametrize(
    ("people", "relations"),
    [
        ([], []),
        ([Known("F", date(2015, 1, 1))], [None]),
        ([Known("F", date(2015, 1, 1)), Known("M", date(1985, 1, 1))], ["32", "02"]),
        (
            [
                Known("M", date(1985, 1, 1)),
                Known("F", date(1986, 1, 1)),
                Known("M", date(2016, 1, 1)),
                Known("M", date(2014, 1, 1)),
            ],
            ["02", "12", "23", "22"],
        ),
        (
            [Known("F", date(1985, 1, 1)), Known("M", date(1955, 1, 1))],
            ["02", "51"],
        ),
        (
            [Known("M", date(1985, 1, 1)), Known("M", date(1984, 1, 1))],
            ["02", None],
        ),
        (
            [Known("M", date(1985, 1, 1), "97"), Known("F", date(1986, 1, 1), "02")],
            ["97", "02"],
        ),
    ],
)
def test_likely_relations(people: list[Known], relations: list[str | None]) -> None:
    assert likely_relations(people, TODAY) == relations


@pytest.mark.parametrize(
    ("number", "id_type"),
    [
        (FATHER.number, "RESIDENT_ID"),
        ("810000199408230021", "HK_MACAO_TW_PERMIT"),
        ("x320101001", "BIRTH_CERT"),
        ("ABC123456789012", "FOREIGN_PR_2017"),
        ("12", "RESIDENT_ID"),
    ],
)
def test_the_number_tells_its_kind(number: str, id_type: str) -> None:
    form = Form().with_text("members.p1.id_no", number)
    assert values(form, XIAN)["members.p1.id_type"] == id_type


@pytest.mark.parametrize(
    "text",
    [
        "20120404",
        "2012-4-4",
        "2012.04.04",
        "2012/4/4",
        "2012年4月4日",
        "２０１２-０４-０４",
    ],
)
def test_days_as_people_type_them(text: str) -> None:
    assert read_day(text) == date(2012, 4, 4)


@pytest.mark.parametrize("text", ["", "20120431", "12-4-4", "昨天", "0001-01-01"])
def test_no_days(text: str) -> None:
    with pytest.raises(ValueError, match="day"):
        read_day(text)


def test_an_unreadable_entry_is_named() -> None:
    form = filled(**{"payment.paid_on": "20260231", "household.children_born": "一"})
    reading = read_form(form, values(form, XIAN), XIAN)
    assert [problem.text for problem in reading.unreadable] == [
        "生育子女数“一”应为 0 至 99 的整数，请重新填写",
        "缴费日期“20260231”不是日期，请写成 2012-04-04 或 20120404",
    ]
    assert reading.document.payment.paid_on is None


def test_amounts_are_estimated_before_the_consents_are_given() -> None:
    form = filled(**{"household.village_code": VILLAGES[0][0]})
    document = read_form(form, values(form, XIAN), XIAN).document
    assert decide(document, XIAN.scheme).premium_fen is None
    assert estimate(document, XIAN.scheme).premium_fen == 16500


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("02", "02"),
        ("2", "22"),
        ("hz", "02"),
        ("妻", "12"),
        ("cn", "32"),
        ("３２", "32"),
    ],
)
def test_choices_are_found(typed: str, first: str) -> None:
    assert RELATION.matching(typed)[0].value == first


def test_nothing_is_chosen_by_what_fits_nothing() -> None:
    assert PAYMENT.matching("zz") == []
    assert len(PAYMENT.matching("")) == len(PAYMENT.items)


def test_typing_on_in_a_field_is_one_step() -> None:
    history = History(Form())
    for text in ("1", "13", "138"):
        history.record(history.form.with_text("household.contact_phone", text), "phone")
    history.close_step()
    history.record(history.form.with_text("household.contact_phone", "139"), "phone")
    step = history.undo()
    assert step is not None
    assert step.form.entered["household.contact_phone"] == "138"
    assert history.undo() is not None
    assert history.form == Form()
    assert history.undo() is None


def test_rows_are_read_with_and_without_header() -> None:
    body = f"王强\t{FATHER.number}\t男\n李芳\t{MOTHER.number}\t女\n"
    for text in (body, "姓名\t身份证号\t性别\n" + body):
        form = paste(Form(), text).form
        told = values(form, XIAN)
        names = [told[f"members.{ref}.name"] for ref in form.named()]
        assert names == ["王强", "李芳"]
        assert len(form.people) == 3


def test_one_word_is_no_table() -> None:
    assert not is_table("王强\n")
    assert is_table("王强\t610103")


@given(st.text(max_size=200))
def test_no_clipboard_breaks_the_form(text: str) -> None:
    form = paste(Form(), text).form
    read_form(form, values(form, XIAN), XIAN)


@given(
    st.dictionaries(
        st.sampled_from(order(State(filled(), values(filled(), XIAN), XIAN))),
        st.text(max_size=20),
        max_size=6,
    )
)
def test_walking_forward_always_ends(texts: dict[str, str]) -> None:
    form = filled(**texts)
    for terms in (XIAN, HONGTA):
        state = State(form, values(form, terms), terms)
        path, steps = first_stop(state), 0
        while path != "end":
            path, steps = next_stop(state, path, 1), steps + 1
            assert steps <= len(order(state))
        assert set(stops(state)) <= set(order(state))
