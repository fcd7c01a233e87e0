"""`jisheng claim` from report to result, as a script would use it."""

import json
from pathlib import Path
from typing import Any

import pytest

from jisheng_desktop.cli.main import run
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.library import close_library
from tests.households import district, family, raw_family

CHILD = raw_family(1)["members"][2]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    operator = district(folder).operator
    for n in (1, 2):
        enroll(family(n), operator=operator, reason="已核对")
    close_library()
    return folder


class Shell:
    """Runs commands on one data folder and reads their JSON."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self.capsys = capsys

    def claim(self, *arguments: str, code: int = 0) -> dict[str, Any]:
        whole = ["claim", *arguments, "--json"]
        assert run(["--data", str(self.data), *whole]) == code
        out = self.capsys.readouterr().out
        return json.loads(out) if out else {}

    def add(self, **options: str) -> dict[str, Any]:
        said = {"benefit": "意外伤害医疗费", "accident": "2026-05-01"} | options
        flags = [part for k, v in said.items() for part in (f"--{k}", v)]
        return self.claim("add", CHILD["id_no"], "--reported", "2026-05-02", *flags)


@pytest.fixture
def shell(data: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(data, capsys)


def test_a_case_from_report_to_result(shell: Shell) -> None:
    added = shell.add(invoice="1,250.50", hospital="区医院")
    assert (added["number"], added["stage"]) == (1, "REPORTED")
    assert added["invoice_fen"] == 125050
    assert CHILD["id_no"] not in json.dumps(added)
    papers = ["身份证复印件", "病历"]
    ticked = shell.claim("documents", "1", *papers)
    assert "MEDICAL_RECORD" not in ticked["missing"]
    assert len(shell.claim("documents", "1", "发票原件")["documents"]) == 3
    refused = shell.claim("send", "1", "--on", "2026-05-08", code=1)
    assert "费用清单" in refused["error"]
    sent = shell.claim("send", "1", "--on", "2026-05-08", "--reason", "清单后补")
    assert sent["stage"] == "SUBMITTED"
    done = shell.claim("result", "1", "已赔付", "--paid", "800", "--on", "2026-06-01")
    assert (done["stage"], done["paid_fen"]) == ("CLOSED", 80000)
    (listed,) = shell.claim("list", "--scheme", "xian-2025", "--year", "2026")["claims"]
    assert listed == done
    course = shell.claim("history", "1")["history"]
    steps = ["已赔付", "已送交", "更改", "更改", "登记报案"]
    assert [line["what"] for line in course] == steps
    assert course[1]["reason"] == "清单后补"
    assert CHILD["id_no"] not in json.dumps(course)


def test_a_name_of_two_is_asked_back(shell: Shell) -> None:
    flags = ("--benefit", "意外身故", "--accident", "2026-05-01")
    refused = shell.claim("add", CHILD["name"][:2], *flags, code=1)
    assert "请用完整的证件号码" in refused["error"]
    refused = shell.claim("add", "查无此人", *flags, code=1)
    assert "查无此人" in refused["error"]


@pytest.mark.parametrize(
    "faulty",
    [
        ("--benefit", "爱好", "--accident", "2026-05-01"),
        ("--benefit", "意外身故", "--accident", "5月1日"),
        ("--benefit", "意外身故", "--accident", "2026-05-01", "--invoice", "很多"),
    ],
)
def test_a_faulty_line_is_named(shell: Shell, faulty: tuple[str, ...]) -> None:
    shell.claim("add", CHILD["id_no"], *faulty, code=2)


def test_people_read_the_list(
    shell: Shell, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.add()
    flags = ["--scheme", "xian-2025", "--year", "2026"]
    assert run(["--data", str(data), "claim", "list", *flags]) == 0
    out = capsys.readouterr().out
    assert "1. " in out
    assert "还缺：身份证复印件" in out
    assert run(["--data", str(data), "claim", "history", "1"]) == 0
    assert "：登记报案" in capsys.readouterr().out
