"""`jisheng roster` and `report` as scripts see them."""

import json
from pathlib import Path

import pytest

from jisheng_desktop.cli.main import run
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.library import close_library
from tests.households import district, family


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give a closed office with one family confirmed."""
    folder = tmp_path / "data"
    operator = district(folder).operator
    enroll(family(1), operator=operator, reason="已核对")
    close_library()
    return folder


def test_roster(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "清单.xlsx"
    assert run(["roster", "--out", str(out), "--data", str(data), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["rows"], answer["households"], answer["persons"]) == (3, 1, 3)
    assert out.exists()
    close_library()


def test_report(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "汇总.xlsx"
    command = ["report", "summary", "--out", str(out), "--data", str(data)]
    assert run(command) == 0
    assert "1户 3人，保费165.00元，补贴40.00元，自付125.00元" in capsys.readouterr().out
    assert run(["report", "nonsense", "--out", str(out)]) == 2
    close_library()


@pytest.mark.parametrize(
    ("command", "code", "at_fault"),
    [
        ("report summary --scheme weather", 1, "weather"),
        ("report summary --year 1999", 1, "1999"),
        ("roster --village 一千村", 1, "一千村"),
        ("roster --category 一千类", 1, "一千类"),
        ("roster --template missing.xlsx", 3, "missing.xlsx"),
    ],
)
def test_what_is_not_here_is_named_and_writes_nothing(
    command: str,
    code: int,
    at_fault: str,
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "单.xlsx"
    assert run([*command.split(), "--out", str(out), "--data", str(data)]) == code
    assert at_fault in capsys.readouterr().err
    assert not out.exists()
    close_library()
