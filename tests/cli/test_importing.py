"""`jisheng import-xlsx` as scripts see it."""

import json
from pathlib import Path

import pytest

from jisheng_desktop.cli.main import run
from jisheng_desktop.services.library import close_library
from tests.households import district
from tests.rosters import TITLES, family_rows, write

KEYS = {"rows", "households", "new", "changed", "unchanged", "refused", "problems"}


def test_import_says_what_came_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    district(data)
    close_library()
    table = [TITLES, *family_rows(1), *family_rows(2, 身份证号码="610103")]
    file = write(tmp_path / "a.xlsx", table)
    command = ["import-xlsx", str(file), "--mapping", "auto", "--data", str(data)]
    errors = tmp_path / "e.xlsx"
    assert run([*command, "--json", "--errors", str(errors)]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer.keys() >= KEYS
    assert (answer["rows"], answer["new"], answer["refused"]) == (6, 1, 1)
    (problem,) = answer["problems"]
    assert problem.keys() >= {"row", "column", "code", "text"}
    assert (problem["row"], problem["column"], problem["code"]) == (
        5,
        "身份证号码",
        "E102",
    )
    assert errors.exists()
    assert run([*command, "--dry-run"]) == 1
    assert "未变1户，拒绝1户" in capsys.readouterr().out
    close_library()


def test_subsidy_roster_is_taken_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    district(data)
    close_library()
    number = family_rows(1)[0][2]
    table = [["姓名", "身份证号", "补助类别"], ["张三", number, "失独家庭"]]
    file = write(tmp_path / "a.xlsx", table)
    assert run(["import-subsidy-roster", str(file), "--data", str(data), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["taken"], answer["insured"]) == (1, 0)
    assert answer["categories"] == {"LOST_ONLY_CHILD": 1}
    close_library()
