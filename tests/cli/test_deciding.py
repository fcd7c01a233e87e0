"""`jisheng decide` and `jisheng schemes check`, as a process and in bulk."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jisheng_desktop.cli.main import run
from tests.builders import CASES, hongta, xian

XIAN_SCHEME = str(CASES / "xian-2025.scheme.toml")


@pytest.fixture
def accepted(tmp_path: Path) -> Path:
    return written(tmp_path / "accepted.json", xian("XA-01"))


def written(file: Path, value: Any) -> Path:
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return file


def result_of(capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    return json.loads(capfdbinary.readouterr().out)


def test_the_program_as_a_process(accepted: Path) -> None:
    command = [sys.executable, "-m", "jisheng_desktop", "decide"]
    done = subprocess.run(
        [*command, "--scheme", XIAN_SCHEME, str(accepted)],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["self_pay_capital"] == "壹佰贰拾伍元整"
    assert done.stderr == b""


def test_a_decision_is_printed(
    accepted: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["decide", "--scheme", XIAN_SCHEME, str(accepted)]) == 0
    assert result_of(capfdbinary)["category"] == "ONLY_CHILD_CERT"


def test_on_replaces_the_day_of_enrolment(
    accepted: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    late = ["--on", "2026-04-15", "--json"]
    assert run(["decide", "--scheme", XIAN_SCHEME, str(accepted), *late]) == 0
    codes = [found["code"] for found in result_of(capfdbinary)["problems"]]
    assert codes == ["W607"]


def test_a_blocked_document_exits_with_1(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = written(tmp_path / "blocked.json", xian("XA-40"))
    assert run(["decide", "--scheme", XIAN_SCHEME, str(file)]) == 1
    assert result_of(capfdbinary)["decision"] == "BLOCK"


def test_lines_are_answered_in_order(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    lines = [
        json.dumps(xian("XA-01")),
        "{broken",
        json.dumps(xian("XA-40")),
        "",
        json.dumps(xian("XA-37")),
    ]
    file = tmp_path / "all.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run(["decide", "--scheme", XIAN_SCHEME, "--lines", str(file)]) == 1
    answers = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [answer.get("decision") for answer in answers] == [
        "ACCEPT",
        None,
        "BLOCK",
        None,
        "ACCEPT",
    ]
    assert [answer.get("line") for answer in answers] == [None, 2, None, 4, None]


def test_all_lines_accepted_exits_with_0(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text(json.dumps(hongta()) + "\r\n", encoding="utf-8-sig")
    scheme = str(CASES / "hongta-2026.scheme.toml")
    assert run(["decide", "--scheme", scheme, "--lines", str(file)]) == 0
    assert len(capfdbinary.readouterr().out.splitlines()) == 1


def test_a_shipped_scheme_goes_by_its_id(
    accepted: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["decide", "--scheme", "xian-2025", str(accepted)]) == 0
    assert "保障计划未设定" in capfdbinary.readouterr().out.decode()


USAGE = [
    ([], "缺少命令"),
    (["decide"], "--scheme"),
    (["decide", "--scheme", XIAN_SCHEME], "--lines"),
    (["decide", "--scheme", XIAN_SCHEME, "a", "--lines", "b"], "--lines"),
    (["decide", "--shceme", "x"], "--shceme"),
    (["decide", "--scheme", XIAN_SCHEME, "--on", "15.1.2026", "x"], "15.1.2026"),
    (["no-such-command"], "没有命令 no-such-command"),
    (["schemes"], "schemes"),
    (["schemes", "check", "a", "b"], "多出了参数 b"),
    (["decide", "--scheme", XIAN_SCHEME, "--on", "9999-12-31", "x"], "2200年"),
    (["schemes", "check"], "FILE"),
]


@pytest.mark.parametrize(("line", "word"), USAGE)
def test_a_wrong_command_line_is_explained(
    line: list[str], word: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(line) == 2
    said = capfdbinary.readouterr()
    assert word in said.err.decode()
    assert said.out == b""


@pytest.mark.parametrize("missing", ["no-such-file.json", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_trouble_of_the_environment(
    missing: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["decide", "--scheme", XIAN_SCHEME, "--json", missing]) == 3
    said = capfdbinary.readouterr()
    assert "无法读取" in said.err.decode()
    assert "无法读取" in json.loads(said.out)["error"]


def test_a_scheme_is_read_back_in_words(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert run(["schemes", "check", "hongta-2026"]) == 0
    words = capfdbinary.readouterr().out.decode()
    assert "预算合计：3,400人，139,800.00元。" in words
    assert "【推断】" in words


def test_a_rate_unlike_the_source_is_pointed_out(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = (CASES / "xian-2025.scheme.toml").read_text(encoding="utf-8")
    file = tmp_path / "changed.toml"
    file.write_text(text.replace("rate_fen = 4000", "rate_fen = 5000"), "utf-8")
    assert run(["schemes", "check", str(file), "--json"]) == 0
    warnings = result_of(capfdbinary)["warnings"]
    assert {warning["code"] for warning in warnings} == {"W952"}


def test_a_broken_scheme_exits_with_1_and_names_the_line(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "broken.toml"
    text = (CASES / "xian-2025.scheme.toml").read_text(encoding="utf-8")
    file.write_text(text.replace('"HOUSEHOLD"', '"FAMILY"'), encoding="utf-8")
    assert run(["schemes", "check", str(file)]) == 1
    assert "第4行" in capfdbinary.readouterr().err.decode()


@given(st.binary(max_size=400))
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_input_gives_a_traceback(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], junk: bytes
) -> None:
    file = tmp_path / "junk"
    file.write_bytes(junk)
    assert run(["decide", "--scheme", XIAN_SCHEME, str(file)]) == 1
    assert run(["decide", "--scheme", str(file), str(file)]) == 1
    assert run(["schemes", "check", str(file)]) == 1
    assert run(["decide", "--scheme", XIAN_SCHEME, "--lines", str(file)]) in (0, 1)
    assert b"Traceback" not in capfdbinary.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_no_bug(accepted: Path) -> None:
    command = [sys.executable, "-m", "jisheng_desktop", "decide"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*command, "--scheme", XIAN_SCHEME, str(accepted)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 3
    assert "结果无法写出" in done.stderr.decode()
