"""The insurer's claims: matched with who is insured, judged by liability and period."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import load_workbook as read

from jisheng_desktop.cli.main import run
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.importing_claims import ClaimsTaken, import_claims
from jisheng_desktop.services.library import close_library
from jisheng_desktop.services.operators import acting_operator
from jisheng_desktop.services.policies import Choice, take_policy_numbers
from jisheng_desktop.services.reporting import write_report
from tests.households import district, family, raw_family
from tests.rosters import policies, write

TITLES = (
    "赔案号",
    "被保险人姓名",
    "证件号码",
    "保险责任",
    "出险日期",
    "赔款金额",
    "结论",
)


def claim(
    n: int, member: int = 2, benefit: str = "意外伤害医疗费", **changes: Any
) -> list[Any]:
    """Return a row of the insurer's list for a member of family `n`; 2 is the child."""
    person = raw_family(n)["members"][member]
    row = [
        f"P{n:03}{member}",
        person["name"],
        person["id_no"],
        benefit,
        date(2026, 5, 1),
        1234.56,
        "已结案",
    ]
    for title, value in changes.items():
        row[TITLES.index(title)] = value
    return row


@pytest.fixture
def insured(operator: Operator) -> Operator:
    """Give an office with two families confirmed."""
    for n in (1, 2):
        enroll(family(n), operator=operator, reason="已核对")
    return operator


def take_in(tmp_path: Path, *rows: list[Any]) -> ClaimsTaken:
    file = write(tmp_path / "理赔.xlsx", [TITLES, *rows])
    return import_claims(file, operator=acting_operator(None))


def refused_codes(taken: ClaimsTaken) -> list[str]:
    return [each.code for each in taken.problems]


def test_claims_are_taken_in_once_and_updated(
    insured: Operator, tmp_path: Path
) -> None:
    rows = claim(1), claim(2, 0)
    taken = take_in(tmp_path, *rows)
    assert (taken.rows, taken.new, taken.refused) == (2, 2, 0)
    assert taken.paid_fen == 246912
    assert take_in(tmp_path, *rows).unchanged == 2
    taken = take_in(tmp_path, claim(1, 赔款金额="2,000"), rows[1])
    assert (taken.changed, taken.unchanged) == (1, 1)


def test_second_insured_has_no_disability_cover(
    insured: Operator, tmp_path: Path
) -> None:
    taken = take_in(tmp_path, claim(1, 0, "意外伤残"), claim(1, 2, "意外伤残"))
    assert (taken.new, refused_codes(taken)) == (1, ["E803"])
    assert "父母" in taken.problems[0].text


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"出险日期": date(2026, 2, 28)}, "E801"),
        ({"出险日期": date(2027, 3, 1)}, "E801"),
        ({"证件号码": raw_family(9)["members"][2]["id_no"]}, "E802"),
        ({"证件号码": int(raw_family(1)["members"][2]["id_no"][:17] + "0")}, "E121"),
        ({"保险责任": "爱好"}, "E131"),
        ({"出险日期": ""}, "E131"),
    ],
)
def test_faulty_claim_is_named_and_left_out(
    insured: Operator, tmp_path: Path, changes: dict[str, Any], code: str
) -> None:
    taken = take_in(tmp_path, claim(1, **changes), claim(2))
    assert (taken.new, taken.refused) == (1, 1)
    assert refused_codes(taken) == [code]
    assert taken.problems[0].row == 2


def test_amounts_must_not_exceed_what_was_spent(
    insured: Operator, tmp_path: Path
) -> None:
    titles = [*TITLES, "发票金额", "医保报销金额", "申请金额", "报案日期"]
    rows = [
        [*claim(1), 1000, 400, 700, "2026-05-02"],
        [*claim(2), 1000, 400, 600, "2028-05-02"],
    ]
    file = write(tmp_path / "理赔.xlsx", [titles, *rows])
    taken = import_claims(file, operator=insured)
    assert (taken.new, taken.refused) == (1, 1)
    assert refused_codes(taken) == ["E809", "W808"]


def test_list_without_its_columns(insured: Operator, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有找到表头"):
        import_claims(
            write(tmp_path / "a.xlsx", [["姓名", "证件号码"], ["张三", "1"]]),
            operator=insured,
        )


def test_report_says_how_much_of_the_premium_came_back(
    insured: Operator, tmp_path: Path
) -> None:
    take_in(tmp_path, claim(1), claim(2, 赔款金额=100, 结论="拒赔"))
    file = tmp_path / "理赔统计.xlsx"
    report = write_report("claims", file)
    assert report.persons == 6
    book = read(str(file))
    rows: Any = book.get_sheet_by_name("指标").to_python()[2:]
    figures: dict[str, str] = dict(rows)
    assert figures["案件数"] == "2件"
    assert figures["赔付件数"] == "1件"
    assert figures["赔付金额"] == "1,334.56元"
    assert figures["件均赔付"] == "667.28元"
    assert figures["出险频率（案件数÷参保人数）"] == "33.33%"
    assert figures["赔付率（赔付金额÷应交保费）"] == "404.41%"


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    enroll(family(1), operator=district(data).operator, reason="已核对")
    close_library()
    file = write(tmp_path / "理赔.xlsx", [TITLES, claim(1)])
    assert run(["import-claims", str(file), "--data", str(data), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["new"], answer["paid_fen"]) == (1, 123456)
    close_library()


def test_a_policy_and_a_name_stand_for_a_damaged_number(
    insured: Operator, tmp_path: Path
) -> None:
    numbers = policies(tmp_path / "保单.xlsx", (1, "PZAA-0001"))
    usual = Choice(scheme_id="xian-2025")
    take_policy_numbers(numbers, usual, operator=insured)
    rows = [
        [*claim(1, 证件号码="5.30402E+17"), "PZAA-0001"],
        [*claim(2, 证件号码=""), "PZAA-0002"],
        [*claim(2, 0), "看不懂的保单号"],
    ]
    file = write(tmp_path / "理赔.xlsx", [(*TITLES, "保单号"), *rows])
    taken = import_claims(file, operator=insured)
    assert taken.new == 2
    assert refused_codes(taken) == ["E131"]
