"""Policy numbers: from the insurer's workbook to the village, and to paper."""

import csv
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from jisheng_desktop.cli.main import run
from jisheng_desktop.domain.enrollments import Enrollment, Filters
from jisheng_desktop.domain.policies import policy_words
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.enrolling import correct, enroll, void
from jisheng_desktop.services.households import enrollment, history, list_households
from jisheng_desktop.services.insurer_rosters import Choice as RosterChoice
from jisheng_desktop.services.insurer_rosters import write_roster
from jisheng_desktop.services.library import close_library
from jisheng_desktop.services.overview import status
from jisheng_desktop.services.policies import (
    Choice,
    PoliciesTaken,
    take_policy_numbers,
)
from jisheng_desktop.services.policy_register import policies_on
from jisheng_desktop.services.searching import find
from tests.exchange import ONE, Country, home
from tests.households import CODE, district, family, person, raw_family
from tests.rosters import policies, write

NUMBER = "PZAA202661010000012345"
USUAL = Choice(scheme_id="xian-2025")
PERSONS = Choice(scheme_id="hongta-2026")


@pytest.fixture
def insured(operator: Operator) -> Operator:
    """Give an office with three families confirmed."""
    for n in (1, 2, 3):
        enroll(family(n), operator=operator)
    return operator


def take(
    operator: Operator, file: Path, choice: Choice = USUAL, **options: Any
) -> PoliciesTaken:
    return take_policy_numbers(file, choice, operator=operator, **options)


def known(n: int) -> Enrollment:
    """Return the enrolment of family `n`."""
    return enrollment(find(raw_family(n)["members"][0]["id_no"]).results[0].uid)


def number_of(n: int) -> str:
    return policy_words(policies_on(known(n)))


def test_a_household_is_insured_by_one_row(insured: Operator, tmp_path: Path) -> None:
    taken = take(insured, policies(tmp_path / "保单.xlsx", (1, NUMBER), (2, "")))
    assert (taken.rows, taken.new, taken.empty, taken.insured) == (2, 1, 1, 1)
    assert taken.problems == ()
    assert (known(1).state, number_of(1)) == ("INSURED", NUMBER)
    assert (known(2).state, number_of(2)) == ("CONFIRMED", "")
    assert status().enrollments["INSURED"] == 1
    assert len(list_households(Filters(state="INSURED"))) == 1
    assert history(known(1).uid)[0].what == f"承保，保单号 {NUMBER}"
    assert all(each.ok for each in check())


def test_the_same_list_again_changes_nothing(insured: Operator, tmp_path: Path) -> None:
    file = policies(tmp_path / "保单.xlsx", (1, NUMBER), (2, "P-0002"))
    take(insured, file)
    again = take(insured, file)
    assert (again.new, again.known, again.insured) == (0, 2, 0)
    assert len(history(known(1).uid)) == 2


def test_a_dry_run_says_what_would_come(insured: Operator, tmp_path: Path) -> None:
    file = policies(tmp_path / "保单.xlsx", (1, NUMBER))
    would = take(insured, file, dry_run=True)
    assert (would.new, would.insured, would.dry_run) == (1, 1, True)
    assert known(1).state == "CONFIRMED"
    assert number_of(1) == ""


def test_every_refused_row_says_why(insured: Operator, tmp_path: Path) -> None:
    void(known(3).uid, operator=insured, reason="重复录入")
    take(insured, policies(tmp_path / "早.xlsx", (1, "P-0001")))
    file = policies(
        tmp_path / "保单.xlsx", (1, "P-0009"), (2, "保单"), (3, "P-0003"), (9, "P-0004")
    )
    taken = take(insured, file)
    assert [(p.row, p.code) for p in taken.problems] == [
        (2, "E816"),
        (3, "E131"),
        (4, "E813"),
        (5, "E811"),
    ]
    assert (taken.contradictory, taken.unreadable, taken.unmatched) == (2, 1, 1)
    assert taken.problems[0].column == "保单号"
    assert number_of(1) == "P-0001"
    replacing = Choice(scheme_id="xian-2025", replace=True)
    assert take(insured, file, replacing).replaced == 1
    assert number_of(1) == "P-0009"
    assert history(known(1).uid)[0].what == "承保，保单号 P-0009"


def test_a_damaged_identity_number_is_made_good_by_ours(
    insured: Operator, tmp_path: Path
) -> None:
    record = known(1)
    name = raw_family(1)["members"][0]["name"]
    titles = ("回执号", "被保险人姓名", "身份证号", "保险单号码")
    rows = [
        (record.receipt_no, name, "5.30402E+17", NUMBER),
        ("", raw_family(2)["members"][0]["name"], "6.10103E+17", "P-0002"),
    ]
    taken = take(insured, write(tmp_path / "保单.xlsx", [titles, *rows]))
    assert taken.new == 1
    assert [problem.code for problem in taken.problems] == ["E121"]
    assert number_of(1) == NUMBER


def test_merged_cells_speak_for_every_row(insured: Operator, tmp_path: Path) -> None:
    people = raw_family(1)["members"]
    rows = [
        (m["name"], m["id_no"], NUMBER if not n else "") for n, m in enumerate(people)
    ]
    file = write(
        tmp_path / "保单.xlsx",
        [("某某保险公司承保清单", "", ""), ("姓名", "证件号码", "保单号"), *rows],
        merges=["A1:C1", "C3:C5"],
    )
    taken = take(insured, file)
    assert (taken.rows, taken.new, taken.empty) == (3, 3, 0)


def test_a_list_may_be_text(insured: Operator, tmp_path: Path) -> None:
    person_ = raw_family(1)["members"][2]
    file = tmp_path / "保单.csv"
    with file.open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows(
            [
                ("姓名", "证件号码", "电子保单号"),
                (person_["name"], person_["id_no"], NUMBER),
            ]
        )
    assert take(insured, file).new == 1


def test_the_roster_we_wrote_comes_back_filled(
    insured: Operator, tmp_path: Path
) -> None:
    file = tmp_path / "名单.xlsx"
    write_roster(file, RosterChoice(scheme_id="xian-2025"))
    book = load_workbook(file)
    sheet = book.worksheets[0]
    titles = {cell.value: place for place, cell in enumerate(sheet[3], start=1)}
    homes: dict[object, str] = {}
    for row in range(4, sheet.max_row):
        home_no = sheet.cell(row, titles["户号"]).value
        number = homes.setdefault(home_no, f"P-{len(homes):04}")
        sheet.cell(row, titles["保单号"]).value = number
    book.save(file)
    taken = take(insured, file)
    assert (taken.rows, taken.new, taken.insured) == (9, 9, 3)
    assert taken.problems == ()
    write_roster(file, RosterChoice(scheme_id="xian-2025"))
    assert take(insured, file).known == 9


def test_persons_have_policies_of_their_own(operator: Operator, tmp_path: Path) -> None:
    for n in (1, 2):
        enroll(person(n), operator=operator, reason="已核对")
    first = person(1).members[0]
    rows = [("姓名", "证件号码", "个人凭证号"), (first.name, first.id_no, "P-0001")]
    taken = take(operator, write(tmp_path / "保单.xlsx", rows), PERSONS)
    assert (taken.new, taken.insured) == (1, 1)


def test_a_policy_is_found_by_its_number(insured: Operator, tmp_path: Path) -> None:
    take(insured, policies(tmp_path / "保单.xlsx", (1, NUMBER), (2, "8805-2026/0017")))
    for text in (NUMBER, NUMBER.lower(), "8805-2026/0017"):
        assert {hit.state for hit in find(text).results} == {"INSURED"}, text
        assert find(text).total == 3
    assert len(list_households(Filters(text=NUMBER))) == 1


def test_a_correction_keeps_the_policy(insured: Operator, tmp_path: Path) -> None:
    take(insured, policies(tmp_path / "保单.xlsx", (1, NUMBER)))
    moved = family(1, hukou_address="新街道9号")
    correct(known(1).uid, moved, operator=insured, reason="搬家")
    assert number_of(1) == NUMBER
    taken = take(insured, tmp_path / "保单.xlsx")
    assert (taken.known, taken.insured, known(1).state) == (1, 1, "INSURED")


def test_a_list_without_policies_is_named(insured: Operator, tmp_path: Path) -> None:
    file = write(tmp_path / "别的.xlsx", [("姓名", "电话"), ("王强", "1")])
    with pytest.raises(UserError, match="须有保单号"):
        take(insured, file)


def test_a_stopped_import_stores_nothing(insured: Operator, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        if done == total:
            raise UserError("停")

    with pytest.raises(UserError, match="停"):
        take(insured, policies(tmp_path / "a.xlsx", (1, NUMBER)), progress=stop)
    assert number_of(1) == NUMBER  # the last report comes when all is stored

    def stop_at_once(_done: int, _total: int) -> None:
        raise UserError("停")

    with pytest.raises(UserError, match="停"):
        take(insured, policies(tmp_path / "b.xlsx", (2, "P-2")), progress=stop_at_once)
    assert number_of(2) == ""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.text(
                    st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=9
                ),
                st.integers(-(10**15), 10**15),
                st.floats(allow_nan=False, allow_infinity=False),
                st.sampled_from((NUMBER, "王强一", "610103-2026-E000001-1")),
            ),
            min_size=4,
            max_size=4,
        ),
        max_size=6,
    ),
    st.integers(0, 2**32),
)
def test_any_list_is_read(
    insured: Operator, tmp_path: Path, rows: list[list[Any]], seed: int
) -> None:
    titles = ["姓名", "证件号码", "保单号", "参保号"]
    random.Random(seed).shuffle(titles)
    taken = take(insured, write(tmp_path / "任意.xlsx", [titles, *rows]), dry_run=True)
    said = taken.new + taken.replaced + taken.known + taken.empty
    assert said + taken.refused == taken.rows


# -- from the district to the village ---------------------------------------------------


@pytest.fixture
def country(country: Country) -> Country:
    """Let the village have reported two families."""
    country.enroll(ONE.code, home(1), home(2))
    country.round(ONE.code)
    return country


def take_at(country: Country, *numbers: tuple[int, str]) -> PoliciesTaken:
    with country.at(CODE) as session:
        return take(session.operator, policies(country.root / "保单.xlsx", *numbers))


def seen_at(country: Country, code: str, n: int) -> tuple[str, str]:
    with country.at(code):
        assert [each.detail for each in check() if not each.ok] == []
        return known(n).state, number_of(n)


def test_an_answer_brings_the_policy_home(country: Country) -> None:
    assert take_at(country, (1, NUMBER)).insured == 1
    answer = country.answer()[ONE.code]
    assert answer.accepted == 1
    country.take(ONE.code, answer.file)
    for code in (CODE, ONE.code):
        assert seen_at(country, code, 1) == ("INSURED", NUMBER)
        assert seen_at(country, code, 2) == ("ACCEPTED", "")
    with country.at(ONE.code):
        assert history(known(1).uid)[0].what == f"承保，保单号 {NUMBER}"
    again = country.answer()[ONE.code]
    assert again.accepted == 0


def test_a_corrected_record_stays_insured(country: Country) -> None:
    take_at(country, (1, NUMBER))
    country.round(ONE.code)
    with country.at(ONE.code) as session:
        moved = home(1, hukou_address="新街道9号")
        correct(known(1).uid, moved, operator=session.operator, reason="搬家")
        assert known(1).state == "CONFIRMED"
    country.round(ONE.code)
    for code in (CODE, ONE.code):
        assert seen_at(country, code, 1) == ("INSURED", NUMBER)


def test_a_replaced_number_is_answered_again(country: Country) -> None:
    take_at(country, (1, NUMBER))
    country.round(ONE.code)
    with country.at(CODE) as session:
        file = policies(country.root / "新.xlsx", (1, "P-0007"))
        choice = Choice(scheme_id="xian-2025", replace=True)
        take(session.operator, file, choice)
    country.round(ONE.code)
    assert seen_at(country, ONE.code, 1) == ("INSURED", "P-0007")


def test_a_village_takes_none_in(country: Country) -> None:
    with country.at(ONE.code) as session, pytest.raises(UserError, match="区县导入"):
        take(session.operator, policies(country.root / "保单.xlsx", (1, NUMBER)))


# -- the command line ----------------------------------------------------------------


def test_the_command_takes_numbers_in(
    tmp_path: Path, own_data_folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    session = district(own_data_folder)
    enroll(family(1), operator=session.operator)
    close_library()
    file = policies(tmp_path / "保单.xlsx", (1, NUMBER), (2, "P-0002"))
    words = ["import-policies", str(file), "--scheme", "xian-2025"]
    assert run([*words, "--dry-run"]) == 1
    assert "将登记1行" in capfd.readouterr().out
    assert run([*words, "--json"]) == 1
    said = json.loads(capfd.readouterr().out)
    assert (said["rows"], said["new"], said["insured"]) == (2, 1, 1)
    assert [problem["code"] for problem in said["problems"]] == ["E811"]
    assert run(["status", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["enrollments"]["INSURED"] == 1
