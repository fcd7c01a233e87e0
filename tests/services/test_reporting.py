"""Lists out: re-read by calamine, every total compared with the database."""

import subprocess
from pathlib import Path
from shutil import which
from typing import Any

import msgspec
import pytest
from openpyxl import Workbook, load_workbook
from pypdfium2 import PdfDocument
from python_calamine import load_workbook as read

from jisheng_desktop.domain import annual
from jisheng_desktop.domain.masking import mask_id_for_notice
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import CancelledByUser, UserError
from jisheng_desktop.services import importing_rosters, overview
from jisheng_desktop.services.enrolling import enroll, void
from jisheng_desktop.services.households import enrollment
from jisheng_desktop.services.insurer_rosters import Choice, write_roster
from jisheng_desktop.services.report_contents import NAMES, Name
from jisheng_desktop.services.reporting import (
    BY_VILLAGE,
    draw_up,
    write_drawn,
    write_report,
)
from jisheng_desktop.services.villages import set_village
from tests.entitled import subsidised_persons
from tests.households import family, person
from tests.rosters import write

REASON = "已核对"
VILLAGE = "610103001001"


def sheet(file: Path, name: str | int = 0) -> list[list[Any]]:
    book = read(str(file))
    wanted = book.sheet_names[name] if isinstance(name, int) else name
    return book.get_sheet_by_name(wanted).to_python()


def total_of(rows: list[list[Any]], title: str, header: int = 1) -> float:
    column = rows[header].index(title)
    line = next(row for row in rows if row[0] == "合计")
    return float(line[column])


@pytest.fixture
def families(operator: Operator) -> Operator:
    """Give an office with five families confirmed, one of them void again."""
    set_village(VILLAGE, "东关村", 10)
    done = [enroll(family(n), operator=operator, reason=REASON) for n in range(5)]
    void(done[-1].enroll_no, operator=operator, reason="重复登记了")
    return operator


def test_roster_lists_every_insured_person_and_adds_up(
    families: Operator, tmp_path: Path
) -> None:
    file = tmp_path / "清单.xlsx"
    written = write_roster(file, Choice())
    assert (written.rows, written.households, written.persons) == (12, 4, 12)
    rows = sheet(file)
    titles = rows[2]
    assert len([row for row in rows[3:] if row[titles.index("证件号码")]]) == 12
    sums = overview.status().sums_fen
    assert written.sums_fen == {
        "premium": sums.premium,
        "subsidy": sums.subsidy,
        "self_pay": sums.self_pay,
    }
    assert total_of(rows, "应交保费", 2) * 100 == sums.premium
    assert total_of(rows, "财政补贴", 2) * 100 == sums.subsidy
    assert total_of(rows, "自付", 2) * 100 == sums.self_pay


def test_a_village_that_nobody_knows_is_refused(
    families: Operator, tmp_path: Path
) -> None:
    file = tmp_path / "清单.xlsx"
    with pytest.raises(UserError, match="没有村居“西关村”"):
        write_roster(file, Choice(village="西关村"))
    assert not file.exists()
    assert write_roster(file, Choice(village="东关村")).households == 4
    assert write_roster(file, Choice(village=VILLAGE)).households == 4


def test_numbers_are_text_and_the_page_is_set_up(
    families: Operator, tmp_path: Path
) -> None:
    file = tmp_path / "清单.xlsx"
    write_roster(file, Choice())
    page = load_workbook(file).worksheets[0]
    column = next(c.col_idx for c in page[3] if c.value == "证件号码")
    cell = page.cell(4, column)
    assert (cell.data_type, cell.number_format, len(str(cell.value))) == ("s", "@", 18)
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.orientation == "landscape"


def test_text_never_becomes_a_formula(operator: Operator, tmp_path: Path) -> None:
    household = family(1, remark='=HYPERLINK("x")', hukou_address="+1-1@SUM(A1)")
    enroll(household, operator=operator, reason=REASON)
    file = tmp_path / "清单.xlsx"
    write_roster(file, Choice())
    cells = [c for row in load_workbook(file).worksheets[0].iter_rows() for c in row]
    assert any(c.value == '=HYPERLINK("x")' for c in cells)
    assert {c.data_type for c in cells if c.value is not None} == {"s", "n"}


def test_roster_out_edited_and_in_again_changes_only_the_edit(
    families: Operator, tmp_path: Path
) -> None:
    file = tmp_path / "清单.xlsx"
    write_roster(file, Choice())

    def take_in() -> tuple[int, int, int, int]:
        done = importing_rosters.import_roster(
            file, importing_rosters.Choice(), operator=families
        )
        assert not done.problems
        return done.new, done.changed, done.unchanged, done.refused

    assert take_in() == (0, 0, 4, 0)
    book = load_workbook(file)
    page = book.worksheets[0]
    columns = {c.value: at for at, c in enumerate(page[3], 1)}
    page.cell(4, columns["户籍地址"]).value = "碑林区新址8号"
    number = str(page.cell(4, columns["参保号"]).value)
    before = enrollment(number).document
    book.save(file)
    assert take_in() == (0, 1, 3, 0)
    after = enrollment(number).document
    assert after.household.hukou_address == "碑林区新址8号"
    assert after.members == before.members
    assert after.consents == before.consents
    assert take_in() == (0, 0, 4, 0)


@pytest.mark.parametrize(
    ("title", "word", "field"),
    [("本人电话", "13812345678", "phone"), ("姓名", "李改名", "name")],
)
def test_roster_of_persons_comes_back_with_the_edit_alone(
    operator: Operator, tmp_path: Path, title: str, word: str, field: str
) -> None:
    subsidised_persons(operator, tmp_path, 4)
    file = tmp_path / "清单.xlsx"
    template = write(
        tmp_path / "模板.xlsx",
        [["姓名", "证件号码", "人员类别", "本人电话", "保障计划", "参保号"],
         ["{姓名}", "{证件号码}", "{认定类别}", "{本人电话}", "{保障计划}", "{参保号}"]],
    )  # fmt: skip
    write_roster(file, Choice(scheme_id="hongta-2026", template=template))
    choice = importing_rosters.Choice(scheme_id="hongta-2026")

    def take_in() -> tuple[int, int, int, int]:
        done = importing_rosters.import_roster(file, choice, operator=operator)
        assert not done.problems
        return done.new, done.changed, done.unchanged, done.refused

    assert take_in() == (0, 0, 3, 0)
    book = load_workbook(file)
    page = book.worksheets[0]
    columns = {c.value: at for at, c in enumerate(page[1], 1)}
    number = str(page.cell(2, columns["参保号"]).value)
    before = enrollment(number).document
    page.cell(2, columns[title]).value = word
    book.save(file)
    assert take_in() == (0, 1, 2, 0)
    (member,) = enrollment(number).document.members
    assert member == msgspec.structs.replace(before.members[0], **{field: word})
    assert take_in() == (0, 0, 3, 0)


def test_roster_of_one_village_or_category(families: Operator, tmp_path: Path) -> None:
    enroll(family(9, village_code="610103001002"), operator=families, reason=REASON)
    file = tmp_path / "清单.xlsx"
    assert write_roster(file, Choice(village="东关村")).households == 4
    assert write_roster(file, Choice(village="610103001002")).rows == 3
    assert write_roster(file, Choice(category="ONLY_CHILD_CERT")).households == 5
    assert write_roster(file, Choice(category="农村双女户")).rows == 0
    with pytest.raises(UserError, match="没有类别“别的”"):
        write_roster(file, Choice(category="别的"))


def test_template_of_ones_own(families: Operator, tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append(["{单位}报{年度}年", None])
    page.append(["姓名", "说明"])
    page.append(["{姓名}", "第{序号}人，{投保身份}"])
    page.append(["共{人数}人，保费{合计保费}元"])
    template = tmp_path / "模板.xlsx"
    book.save(template)
    file = tmp_path / "清单.xlsx"
    write_roster(file, Choice(template=template))
    rows = sheet(file)
    assert rows[0][0] == "碑林区计生协报2026年"
    assert rows[2][1] == "第1人，子女"
    assert rows[14][0] == "共12人，保费660.00元"


@pytest.mark.parametrize("text", ["{爱好}{姓名}", "没有占位"])
def test_template_that_cannot_serve(
    families: Operator, tmp_path: Path, text: str
) -> None:
    template = write(tmp_path / "模板.xlsx", [[text]])
    with pytest.raises(UserError, match="模板"):
        write_roster(tmp_path / "清单.xlsx", Choice(template=template))
    assert not (tmp_path / "清单.xlsx").exists()


@pytest.mark.parametrize("name", NAMES)
def test_every_report_is_written_for_every_kind_of_scheme(
    families: Operator, tmp_path: Path, name: str
) -> None:
    for scheme in ("xian-2025", "hongta-2026"):
        file = tmp_path / f"{scheme}.xlsx"
        report = write_report(name, file, scheme_id=scheme)  # type: ignore[arg-type]
        assert report.name == name
        assert sheet(file)[0][0].startswith(report_title(scheme))


def report_title(scheme: str) -> str:
    return {"xian-2025": "西安市", "hongta-2026": "红塔区"}[scheme]


def test_summary_adds_up_to_the_library(families: Operator, tmp_path: Path) -> None:
    file = tmp_path / "汇总.xlsx"
    report = write_report("summary", file)
    sums = overview.status().sums_fen
    for name in ("按村居和类别", "按村居", "按类别"):
        rows = sheet(file, name)
        assert total_of(rows, "户数") == report.households == 4
        assert total_of(rows, "参保人数") == report.persons == 12
        assert total_of(rows, "应交保费") * 100 == sums.premium
        assert total_of(rows, "财政补贴") * 100 == sums.subsidy
    assert sheet(file)[2][:2] == ["东关村", "独生子女领证家庭"]


def test_settlement_shares_sum_to_the_subsidy(
    families: Operator, tmp_path: Path
) -> None:
    file = tmp_path / "结算.xlsx"
    report = write_report("subsidy", file)
    for name in ("按类别", "按出资方", "明细"):
        assert total_of(sheet(file, name), "金额") * 100 == report.sums_fen["subsidy"]
    assert {row[0] for row in sheet(file, "按出资方")[2:]} >= {"市级财政", "区县财政"}


def test_budget_says_what_remains(operator: Operator, tmp_path: Path) -> None:
    subsidised_persons(operator, tmp_path, 4)
    file = tmp_path / "预算.xlsx"
    report = write_report("budget", file, scheme_id="hongta-2026")
    rows = sheet(file)
    assert report.persons == 3
    used = rows[1].index("已用人数")
    assert sum(row[used] for row in rows[2:-1]) == 3
    assert total_of(rows, "已用金额") == 150
    assert total_of(rows, "剩余人数") == total_of(rows, "计划人数") - 3
    assert total_of(rows, "剩余金额") == total_of(rows, "预算金额") - 150


def test_coverage_gap_names_who_is_missing(operator: Operator, tmp_path: Path) -> None:
    subsidised_persons(operator, tmp_path, 3)
    file = tmp_path / "应保未保.xlsx"
    write_report("coverage-gap", file, scheme_id="hongta-2026")
    rows = sheet(file, "应保未保")
    assert [row[2] for row in rows[2:]] == [person(0).members[0].id_no]
    assert rows[2][0] == "失独家庭"


def test_notice_shows_nobody_whole_and_nobodys_category(
    operator: Operator, tmp_path: Path
) -> None:
    subsidised_persons(operator, tmp_path, 3)
    file = tmp_path / "公示.xlsx"
    write_report("notice", file, scheme_id="hongta-2026")
    text = "\n".join(str(cell) for row in sheet(file) for cell in row)
    for each in (person(1), person(2)):
        member = each.members[0]
        assert member.name not in text
        assert str(member.id_no) not in text
        assert mask_id_for_notice(str(member.id_no)) in text
    assert "失独" not in text
    assert "50" not in {str(cell) for row in sheet(file) for cell in row}


def test_children_are_not_made_public(families: Operator, tmp_path: Path) -> None:
    file = tmp_path / "公示.xlsx"
    write_report("notice", file)
    assert len([row for row in sheet(file)[2:] if row[1] == "东关村"]) == 8


def test_file_must_be_a_workbook(families: Operator, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.xlsx"):
        write_report("summary", tmp_path / "汇总.doc")


def stopped(_done: int, _total: int) -> None:
    raise CancelledByUser


def test_drawing_up_and_writing_can_be_stopped_and_leave_no_file(
    families: Operator, tmp_path: Path
) -> None:
    with pytest.raises(CancelledByUser):
        draw_up("summary", progress=stopped)
    with pytest.raises(CancelledByUser):
        write_roster(tmp_path / "a.xlsx", Choice(), stopped)
    for suffix in ("xlsx", "pdf"):
        for name in ("summary", "annual"):
            with pytest.raises(CancelledByUser):
                write_drawn(draw_up(name), tmp_path / f"a.{suffix}", stopped)
    assert not list(tmp_path.glob("*a.*"))


def test_progress_tells_rows_and_then_pages(families: Operator, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    drawn = draw_up("notice", progress=lambda *step: told.append(step))
    assert told == [(0, 2), (1, 2), (2, 2)]
    rows = sum(len(listing.rows) for listing in drawn.listings)
    told.clear()
    write_drawn(drawn, tmp_path / "a.pdf", lambda *step: told.append(step))
    assert told == [(0, rows), (0, 1)]


def test_annual_report_is_a_pdf_of_computed_sentences(
    families: Operator, tmp_path: Path
) -> None:
    file = tmp_path / "年度报告.pdf"
    report = write_report("annual", file)
    sums = report.sums_fen
    text = pdf_text(file)
    assert "2026年，西安市计划生育家庭综合保险" in text
    assert f"承保{report.households}户、承保人数为12人" in text
    assert f"补助金额为{annual.wan(sums['subsidy'])}万元" in text
    assert "没有登记的理赔案件" in text
    assert "东关村：4户、12人，保费660.00元，补贴160.00元。" in text
    assert "第1页，共1页" in text


@pytest.mark.parametrize("name", NAMES)
def test_every_report_fits_on_paper(
    families: Operator, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "报表.pdf"
    write_report(name, file)  # type: ignore[arg-type]
    assert "第1页，共" in pdf_text(file)


def test_list_on_paper_runs_over_pages_and_adds_up(
    operator: Operator, tmp_path: Path
) -> None:
    for n in range(40):
        village = f"6101030010{n:02}"
        enroll(family(n, village_code=village), operator=operator, reason=REASON)
    file = tmp_path / "汇总.pdf"
    write_report("summary", file)
    text = pdf_text(file)
    assert all(f"6101030010{n:02}" in text for n in range(40))
    assert text.count("应交保费") >= 4
    assert "合计40120" in text
    assert text.count("6,600.00") == 4


@pytest.mark.skipif(not which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_reads_every_list_as_we_wrote_it(
    families: Operator, tmp_path: Path
) -> None:
    files = [tmp_path / f"{name}.xlsx" for name in (*NAMES, "roster")]
    for name, file in zip(NAMES, files, strict=False):
        write_report(name, file)
    write_roster(files[-1], Choice())
    command = ["soffice", f"-env:UserInstallation={tmp_path.as_uri()}", "--headless"]
    command += ["--convert-to", "ods", "--outdir", str(tmp_path), *map(str, files)]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    for file in files:
        ours, theirs = read(str(file)), read(str(file.with_suffix(".ods")))
        assert theirs.sheet_names == ours.sheet_names
        for each in ours.sheet_names:
            assert sheet(file.with_suffix(".ods"), each) == sheet(file, each)


def pdf_text(file: Path) -> str:
    with PdfDocument(file) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "".join("".join(pages).split())


@pytest.mark.parametrize("name", BY_VILLAGE)
def test_report_of_one_village_counts_what_is_there(
    families: Operator, tmp_path: Path, name: Name
) -> None:
    """The only village of the station has all of it, and is named above the list."""
    whole, part = tmp_path / "全部.xlsx", tmp_path / "本村.xlsx"
    told = write_report(name, whole), write_report(name, part, village="东关村")
    assert (told[0].persons, told[0].sums_fen) == (told[1].persons, told[1].sums_fen)
    assert sheet(part)[1:] == sheet(whole)[1:]
    assert "东关村" in str(sheet(part)[0][0])
    set_village("610103001099", "西关村", None)
    none = write_report(name, part, village="610103001099")
    assert (none.households, none.persons, none.sums_fen["premium"]) == (0, 0, 0)


def test_village_is_refused_that_is_not_known_or_makes_no_sense(
    families: Operator, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="东关村"):
        write_report("notice", tmp_path / "公示.xlsx", village="东官村")
    with pytest.raises(UserError, match="不能只出一个村居"):
        write_report("annual", tmp_path / "年报.pdf", village="东关村")
    assert not [*tmp_path.glob("*.xlsx"), *tmp_path.glob("*.pdf")]
