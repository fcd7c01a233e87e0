"""Rosters from outside: taken in whole household by household, faults named and marked."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import CancelledByUser, EnvironmentTrouble, UserError
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.households import (
    enrollment,
    history,
    list_households,
    rows,
)
from jisheng_desktop.services.importing_rosters import Choice, Imported, import_roster
from jisheng_desktop.services.library import close_library, open_library
from tests.builders import document, id_number
from tests.households import family, raw_family
from tests.rosters import TITLES, family_rows, roster, write

ROOT = Path(__file__).parents[2]
SHEETS = ROOT / "tests" / "data" / "sheets"


def take_in(file: Path, operator: Operator, **options: object) -> Imported:
    return import_roster(file, Choice(), operator=operator, **options)  # type: ignore[arg-type]


def counts(imported: Imported) -> tuple[int, int, int, int]:
    return imported.new, imported.changed, imported.unchanged, imported.refused


def documents() -> list[HouseholdDocument]:
    return [enrollment(row.uid).document for row in rows(list_households())]


def document_of(phone: str) -> HouseholdDocument:
    return next(d for d in documents() if d.household.contact_phone == phone)


def test_household_is_stored_as_draft_with_what_the_station_stands_for(
    operator: Operator, tmp_path: Path
) -> None:
    imported = take_in(roster(tmp_path / "a.xlsx", [1]), operator)
    assert counts(imported) == (1, 0, 0, 0)
    assert (imported.rows, imported.households) == (3, 1)
    (row,) = rows(list_households())
    assert row.state == "DRAFT"
    document = enrollment(row.uid).document
    assert document.household.village_code == "610103"
    assert document.household.hukou_region_code == "610103"
    assert document.household.children_born == 1
    assert [m.insured_role for m in document.members] == ["PARENT", "PARENT", "CHILD"]
    assert all(m.insured for m in document.members)
    assert document.consents.voluntary is None
    assert document.signature.kind is None
    assert "村居按本站点" in imported.assumed


def test_dry_run_stores_nothing_and_says_the_same(
    operator: Operator, tmp_path: Path
) -> None:
    file = roster(tmp_path / "a.xlsx", range(3))
    assert counts(take_in(file, operator, dry_run=True)) == (3, 0, 0, 0)
    assert not list_households()
    assert counts(take_in(file, operator)) == (3, 0, 0, 0)


def test_importing_again_takes_only_what_changed(
    operator: Operator, tmp_path: Path
) -> None:
    take_in(roster(tmp_path / "a.xlsx", range(3)), operator)
    changed = [
        TITLES,
        *family_rows(0),
        *family_rows(1, 联系电话="13700000000"),
        *family_rows(2),
        *family_rows(3),
    ]
    file = write(tmp_path / "b.xlsx", changed)
    assert counts(take_in(file, operator)) == (1, 1, 2, 0)
    assert document_of("13700000000").members == family_members(1)
    assert counts(take_in(file, operator)) == (0, 0, 4, 0)


def family_members(n: int) -> object:
    numbers = {m["id_no"] for m in raw_family(n)["members"]}
    return next(
        d.members for d in documents() if {m.id_no for m in d.members} == numbers
    )


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_merged_cells_and_two_lines_of_titles(
    operator: Operator, tmp_path: Path, suffix: str
) -> None:
    imported = take_in(SHEETS / f"merged.{suffix}", operator)
    assert counts(imported) == (2, 0, 0, 1)
    assert imported.rows == 9
    (found,) = imported.problems
    assert (found.row, found.code, found.cell) == (12, "E121", "C12")
    assert document_of("13900000001").household.hukou_address == "碑林区某街道1号"


def test_gb18030_text_with_rare_names(operator: Operator, tmp_path: Path) -> None:
    lines = [TITLES, *family_rows(1, 姓名="李𬱖")]
    file = tmp_path / "名册.csv"
    file.write_bytes("\r\n".join(",".join(line) for line in lines).encode("gb18030"))
    assert counts(take_in(file, operator)) == (1, 0, 0, 0)
    assert documents()[0].members[0].name == "李𬱖"


def test_one_row_a_household(operator: Operator, tmp_path: Path) -> None:
    father, mother, child = raw_family(5)["members"]
    titles = ["父亲姓名", "父亲身份证号", "母亲姓名", "母亲身份证号", "孩子姓名"]
    line = [father["name"], father["id_no"], mother["name"], mother["id_no"]]
    line += [child["name"], child["id_no"], "13900000005"]
    file = write(tmp_path / "a.xlsx", [[*titles, "孩子身份证号", "联系电话"], line])
    assert counts(take_in(file, operator)) == (1, 0, 0, 0)
    (document,) = documents()
    assert [m.relation_code for m in document.members] == ["02", "12", "22"]
    assert [m.insured_role for m in document.members] == ["PARENT", "PARENT", "CHILD"]


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (int, "E121"),
        (lambda number: f"{int(number):.5E}", "E121"),
        (lambda number: number[:15] + "000", "E121"),
        (lambda number: number[:15], "E121"),
        (lambda number: int(number[:15]), "E121"),
        (lambda number: number[1:], "E123"),
    ],
)
def test_damaged_number_is_named_and_not_imported(
    operator: Operator, tmp_path: Path, spoil: object, code: str
) -> None:
    table = [TITLES, *family_rows(1), *family_rows(2)]
    table[1][2] = spoil(table[1][2])  # type: ignore[operator, index]
    imported = take_in(write(tmp_path / "a.xlsx", table), operator)
    assert counts(imported) == (1, 0, 0, 1)
    assert [(p.row, p.code) for p in imported.problems] == [(2, code)]


def test_lost_x_is_named(operator: Operator, tmp_path: Path) -> None:
    n = next(
        n for n in range(200) if raw_family(n)["members"][0]["id_no"].endswith("X")
    )
    table = [TITLES, *family_rows(n)]
    table[1][2] = table[1][2][:17]  # type: ignore[index]
    imported = take_in(write(tmp_path / "a.xlsx", table), operator)
    assert [p.code for p in imported.problems] == ["E122"]
    assert "丢失了末位“X”" in imported.problems[0].text


def test_damaged_number_is_taken_from_the_year_before(
    operator: Operator, tmp_path: Path
) -> None:
    take_in(roster(tmp_path / "a.xlsx", [1]), operator)
    table = [TITLES, *family_rows(1)]
    table[1][2] = int(table[1][2])  # type: ignore[index]
    file = write(tmp_path / "b.xlsx", table)
    choice = Choice(policy_year=2027)
    imported = import_roster(file, choice, operator=operator)
    assert counts(imported) == (1, 0, 0, 0)
    assert [p.code for p in imported.problems] == ["W124"]
    numbers = [d.members[0].id_no for d in documents()]
    assert numbers == [raw_family(1)["members"][0]["id_no"]] * 2


def test_household_with_any_error_is_refused_whole(
    operator: Operator, tmp_path: Path
) -> None:
    table = [TITLES, *family_rows(1, 联系电话="123"), *family_rows(2, 姓名="张3")]
    imported = take_in(write(tmp_path / "a.xlsx", table), operator)
    assert counts(imported) == (0, 0, 0, 2)
    assert [(p.row, p.column, p.code) for p in imported.problems] == [
        (2, "联系电话", "E301"),
        (5, "姓名", "E202"),
    ]
    assert not list_households()


def test_person_in_two_households_of_the_sheet(
    operator: Operator, tmp_path: Path
) -> None:
    twice = [TITLES, *family_rows(1), *family_rows(2)]
    twice[4][2] = twice[1][2]  # type: ignore[index]
    imported = take_in(write(tmp_path / "a.xlsx", twice), operator)
    assert counts(imported) == (1, 0, 0, 1)
    assert [(p.row, p.code) for p in imported.problems] == [(5, "E125")]


def test_child_insured_elsewhere_is_refused(operator: Operator, tmp_path: Path) -> None:
    enroll(family(1), operator=operator, reason="已核对")
    table = [TITLES, *family_rows(2)]
    table[3][2] = family_rows(1)[2][2]  # type: ignore[index]
    imported = take_in(write(tmp_path / "a.xlsx", table), operator)
    assert [p.code for p in imported.problems] == ["E113"]
    assert counts(imported) == (0, 0, 0, 1)


def test_confirmed_record_is_corrected_with_its_history(
    operator: Operator, tmp_path: Path
) -> None:
    done = enroll(family(1), operator=operator, reason="已核对")
    file = write(tmp_path / "a.xlsx", [TITLES, *family_rows(1, 联系电话="13700000000")])
    assert counts(take_in(file, operator)) == (0, 1, 0, 0)
    record = enrollment(done.enroll_no)
    assert record.state == "CONFIRMED"
    assert record.document.household.contact_phone == "13700000000"
    assert "a.xlsx" in (history(record.uid)[0].reason or "")


def test_error_workbook_is_mended_and_imported(
    operator: Operator, tmp_path: Path
) -> None:
    file = write(
        tmp_path / "a.xlsx",
        [TITLES, *family_rows(1), *family_rows(2, 联系电话="12345")],
    )
    errors = tmp_path / "问题.xlsx"
    imported = take_in(file, operator, errors=errors)
    assert counts(imported) == (1, 0, 0, 1)
    book = load_workbook(errors)
    sheet = book.worksheets[0]
    cell = sheet["E5"]
    assert cell.comment is not None
    assert "手机号码" in cell.comment.text
    assert cell.fill.fgColor.rgb == "FFFFC7CE"
    assert sheet["H1"].value == "问题"
    assert sheet["H5"].value
    assert sheet["H2"].value is None
    cell.value = "13900000002"
    book.save(errors)
    again = take_in(errors, operator, errors=tmp_path / "again.xlsx")
    assert counts(again) == (1, 0, 1, 0)
    assert not (tmp_path / "again.xlsx").exists()


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_error_workbook_holds_no_formula(
    operator: Operator, tmp_path: Path, suffix: str
) -> None:
    sly = '=HYPERLINK("http://x";"y")'
    table = [[*TITLES, sly], *([*row, "@SUM(1)"] for row in family_rows(1))]
    table[1][4] = "+1-1"
    file = tmp_path / f"a.{suffix}"
    if suffix == "csv":
        file.write_text("\n".join("\t".join(row) for row in table), "utf-8")
    else:
        write(file, table)
        book = load_workbook(file)
        for row in book.worksheets[0].iter_rows():
            for cell in row:
                cell.data_type = "s"
        book.save(file)
    errors = tmp_path / "问题.xlsx"
    assert take_in(file, operator, errors=errors).refused == 1
    cells = [c for row in load_workbook(errors).worksheets[0].iter_rows() for c in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert [cell.value for cell in cells].count(sly) == 1


def test_stopped_import_is_resumed(
    operator: Operator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jisheng_desktop.services.importing_rosters.CHUNK", 2)
    file = roster(tmp_path / "a.xlsx", range(6))

    def stop(done: int, _total: int) -> None:
        if done == 4:
            raise CancelledByUser

    with pytest.raises(CancelledByUser):
        take_in(file, operator, progress=stop)
    assert len(list_households()) == 4
    assert counts(take_in(file, operator)) == (2, 0, 4, 0)


KILLED_AT_THE_THIRD = """
import os, signal, sys
from pathlib import Path
from jisheng_desktop.services import importing_rosters
from jisheng_desktop.services.library import office, open_library
from jisheng_desktop.services.operators import acting_operator

def die(done, total):
    if done == 3:
        os.kill(os.getpid(), signal.SIGKILL)

importing_rosters.CHUNK = 1
open_library(Path(sys.argv[1]))
importing_rosters.import_roster(
    Path(sys.argv[2]),
    importing_rosters.Choice(),
    operator=acting_operator(None),
    progress=die,
)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_import_is_resumed(
    operator: Operator, folder: Path, tmp_path: Path
) -> None:
    file = roster(tmp_path / "a.xlsx", range(6))
    close_library()
    command = [sys.executable, "-c", KILLED_AT_THE_THIRD, str(folder), str(file)]
    killed = subprocess.run(command, cwd=ROOT, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    open_library(folder)
    assert counts(take_in(file, operator)) == (3, 0, 3, 0)
    assert all(each.ok for each in check())


def test_person_scheme_reads_categories(operator: Operator, tmp_path: Path) -> None:
    number = family_rows(1)[0][2]
    table = [
        ["被保险人", "证件号码", "人员类别", "特扶证号", "手机"],
        ["张三", number, "失独", "T001", "13900000001"],
    ]
    choice = Choice(scheme_id="hongta-2026", policy_year=2026)
    imported = import_roster(
        write(tmp_path / "a.xlsx", table), choice, operator=operator
    )
    assert counts(imported) == (1, 0, 0, 0)
    (member,) = documents()[0].members
    assert member.insured_role == "PERSON"
    assert member.relation_code == "01"
    assert [c.category for c in member.special_categories] == ["LOST_ONLY_CHILD"]
    assert member.special_categories[0].proof_no == "T001"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"<html></html>"])
def test_foreign_file_is_named(
    operator: Operator, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(content)
    with pytest.raises(EnvironmentTrouble, match=r"a\.xlsx"):
        take_in(file, operator)


def test_old_number_is_known_again(operator: Operator, tmp_path: Path) -> None:
    table = [TITLES, *family_rows(1)]
    modern = table[1][2]
    table[1][2] = modern[:6] + modern[8:17]  # type: ignore[index]
    file = write(tmp_path / "a.xlsx", table)
    assert counts(take_in(file, operator)) == (1, 0, 0, 0)
    assert documents()[0].members[0].id_no == modern
    assert counts(take_in(file, operator)) == (0, 0, 1, 0)


def test_numbers_beyond_the_document_are_refused(
    operator: Operator, tmp_path: Path
) -> None:
    table = [[*TITLES, "生育子女数", "参保日期"]]
    table += [[*row, "99", "9999-01-01"] for row in family_rows(1)]
    imported = take_in(write(tmp_path / "a.xlsx", table), operator)
    assert {each.code for each in imported.problems} == {"E131"}
    with pytest.raises(UserError, match="年度1999"):
        import_roster(
            roster(tmp_path / "b.xlsx", [1]),
            Choice(policy_year=1999),
            operator=operator,
        )


def test_two_households_of_the_sheet_that_are_one_record(
    operator: Operator, tmp_path: Path
) -> None:
    take_in(roster(tmp_path / "a.xlsx", [1]), operator)
    parts = [family_rows(1, 联系电话="13700000000")[0], family_rows(1)[2]]
    parts[1][0] = "H999"
    parts[1][4] = ""
    parts[1][5] = "碑林区某街道9号"
    file = write(tmp_path / "b.xlsx", [TITLES, *parts])
    assert counts(take_in(file, operator)) == (0, 2, 0, 0)
    (document,) = documents()
    assert document.household.contact_phone == "13700000000"
    assert document.household.hukou_address == "碑林区某街道9号"
    assert counts(take_in(file, operator, dry_run=True)) == (0, 2, 0, 0)


@pytest.mark.parametrize("chunk", [1, 500])
def test_restored_number_is_known_in_another_household_of_the_sheet(
    operator: Operator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr("jisheng_desktop.services.importing_rosters.CHUNK", chunk)
    take_in(roster(tmp_path / "a.xlsx", [1]), operator)
    table = [TITLES, *family_rows(1), *family_rows(2)]
    table[4][2] = table[1][2]  # type: ignore[index]
    table[1][2] = int(table[1][2])  # type: ignore[index]
    file = write(tmp_path / "b.xlsx", table)
    imported = import_roster(file, Choice(policy_year=2027), operator=operator)
    assert counts(imported) == (1, 0, 0, 1)
    assert [(p.row, p.code) for p in imported.problems] == [(2, "W124"), (5, "E125")]


@pytest.mark.parametrize("chunk", [1, 500])
def test_what_comes_of_a_sheet_does_not_depend_on_what_is_stored_first(
    operator: Operator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr("jisheng_desktop.services.importing_rosters.CHUNK", chunk)
    enroll(family(2), operator=operator, reason="已核对")
    rows = [row for n in (1, 2, 1, 2, 3) for row in family_rows(n)]
    for at in range(6, 12):
        rows[at][0] += "再"
    file = write(tmp_path / "a.xlsx", [TITLES, *rows])
    imported = take_in(file, operator)
    assert counts(imported) == (2, 1, 0, 2)
    assert {p.code for p in imported.problems} == {"E125"}


@pytest.mark.parametrize("chunk", [1, 500])
def test_a_number_corrected_in_one_household_is_free_for_the_next(
    operator: Operator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr("jisheng_desktop.services.importing_rosters.CHUNK", chunk)
    mistaken, others = raw_family(1), family_rows(2)
    child = mistaken["members"][2]
    child["id_no"] = others[2][2] = id_number("610103", "2012-01-04", 337)
    enroll(document(mistaken), operator=operator, reason="已核对")
    file = write(tmp_path / "a.xlsx", [TITLES, *family_rows(1), *others])
    imported = take_in(file, operator)
    assert [p.text for p in imported.problems] == []
    assert counts(imported) == (1, 1, 0, 0)
