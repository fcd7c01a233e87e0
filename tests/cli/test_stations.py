"""The commands of a station, from founding to restoring, as a script would run them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jisheng_desktop.cli import stations
from jisheng_desktop.cli.main import run
from jisheng_desktop.services.library import close_library
from tests.builders import CASES, xian
from tests.households import raw_family

Run = Callable[..., tuple[int, Any]]
PASSWORD = "五谷丰登2026"
XIAN = str(CASES / "xian-2025.scheme.toml")
HONGTA = str(CASES / "hongta-2026.scheme.toml")
FOUND = ("init", "--district", "--code", "610103", "--name", "碑林区", "--scheme", XIAN)


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    """Close what a failing command may have left open."""
    yield
    close_library()


@pytest.fixture
def jisheng(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run one command line with --json; return exit code and document."""

    def call(*arguments: object) -> tuple[int, Any]:
        code = run([*(str(each) for each in arguments), "--json"])
        said = capfdbinary.readouterr()
        assert b"Traceback" not in said.err
        return code, json.loads(said.out) if said.out else said.err.decode()

    return call


@pytest.fixture
def district(jisheng: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a founded district office."""
    monkeypatch.setenv("JISHENG_PASSWORD", PASSWORD)
    code, answer = jisheng(*FOUND, HONGTA)
    assert (code, answer["schemes"]) == (0, ["hongta-2026", "xian-2025"])
    return jisheng


@pytest.fixture
def papers(tmp_path: Path) -> Callable[[dict[str, Any]], Path]:
    """Write a raw document to a file of its own."""
    count = iter(range(1000))

    def put(raw: dict[str, Any]) -> Path:
        file = tmp_path / f"{next(count)}.json"
        file.write_text(json.dumps(raw), encoding="utf-8")
        return file

    return put


Papers = Callable[[dict[str, Any]], Path]


def test_a_station_is_needed_first(jisheng: Run, papers: Papers) -> None:
    for command in (("status",), ("check",), ("find", "王"), ("enroll", papers({}))):
        code, answer = jisheng(*command)
        assert code == 3
        assert "还没有站点数据" in answer["error"]


def test_founding_needs_a_password(jisheng: Run) -> None:
    code, answer = jisheng(*FOUND)
    assert code == 3
    assert "JISHENG_PASSWORD" in answer["error"]


def test_a_password_may_come_from_a_file(jisheng: Run, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    assert jisheng(*FOUND, "--password-file", file)[0] == 0
    out = tmp_path / "b.jsbak"
    assert jisheng("backup", "--out", out, "--password-file", file)[0] == 0
    assert jisheng("backup", "--out", out, "--password-file", tmp_path / "no")[0] == 3


def test_founding_twice_is_refused(district: Run) -> None:
    code, answer = district(*FOUND)
    assert code == 1
    assert "已经有站点数据" in answer["error"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("init",),
        ("init", "--district"),
        ("init", "--district", "--kit", "x"),
        ("init", "--kit", "x", "--code", "610103"),
        ("init", "--kit", "x", "other.toml"),
        ("enroll",),
        ("enroll", "--void", "1", "--draft"),
        ("enroll", "--void", "1", "x.json"),
        ("enroll", "--correct", "1"),
        ("kit", "issue"),
        ("find",),
        ("backup",),
    ],
)
def test_a_wrong_command_line_is_told_so(jisheng: Run, arguments: Any) -> None:
    code, words = jisheng(*arguments)
    assert code == 2
    assert "命令行有误" in words


def test_enrolling_confirms_what_it_can_and_names_the_rest(
    district: Run, papers: Papers
) -> None:
    good, bad = papers(raw_family(1)), papers(xian("XA-40"))
    code, answer = district("enroll", good, bad, papers({"scheme": 1}))
    assert code == 1
    (done,) = answer["enrolled"]
    assert done["enroll_no"].startswith("610103-2026-E000001-")
    assert done["receipt_no"]
    assert done["household_no"]
    assert done["decision"]["self_pay_fen"] == 12500
    refused, unreadable = answer["refused"]
    assert refused["file"] == str(bad)
    assert "E601" in {p["code"] for p in refused["decision"]["problems"]}
    assert unreadable["decision"] is None
    assert "scheme" in unreadable["text"]


def test_a_file_that_cannot_be_read_holds_no_other_back(
    district: Run, papers: Papers, tmp_path: Path
) -> None:
    missing = tmp_path / "没有.json"
    code, answer = district("enroll", papers(raw_family(1)), missing)
    assert (code, len(answer["enrolled"])) == (3, 1)
    (unread,) = answer["refused"]
    assert (unread["file"], unread["decision"]) == (str(missing), None)
    assert str(missing) in unread["text"]
    code, answer = district("enroll", missing, papers(raw_family(2)), papers({}))
    assert (code, len(answer["enrolled"]), len(answer["refused"])) == (1, 1, 2)


def test_a_refused_document_names_every_problem_with_its_basis(
    district: Run, papers: Papers, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    raw = raw_family(1, contact_phone="12345")
    raw["consents"]["voluntary"] = False
    assert run(["enroll", str(papers(raw))]) == 1
    said = capfdbinary.readouterr().err.decode()
    for code in ("E301", "E601"):
        (line,) = (each for each in said.splitlines() if f"  {code} " in each)
        assert line.endswith("）")


def test_a_record_is_drafted_confirmed_corrected_and_voided(
    district: Run, papers: Papers
) -> None:
    paper = papers(raw_family(1))
    code, answer = district("enroll", paper, "--draft")
    assert code == 0
    uid = answer["enrolled"][0]["uid"]
    assert answer["enrolled"][0]["enroll_no"] is None
    code, answer = district("enroll", paper)
    assert (code, answer["enrolled"][0]["uid"]) == (0, uid)
    number = answer["enrolled"][0]["enroll_no"]
    moved = papers(raw_family(1, hukou_address="新街道"))
    assert district("enroll", "--correct", number, moved)[0] == 1
    code, answer = district("enroll", "--correct", number, moved, "--reason", "搬家")
    assert (code, answer["enrolled"][0]["enroll_no"]) == (0, number)
    assert district("enroll", "--void", number, "--reason", "错")[0] == 1
    code, answer = district("enroll", "--void", number, "--reason", "重复录入")
    assert (code, answer["voided"]) == (0, [number])
    assert district("status")[1]["enrollments"]["VOID"] == 1


def test_a_warning_needs_a_reason(district: Run, papers: Papers) -> None:
    warned = papers(xian("XA-06"))
    assert district("enroll", warned)[0] == 1
    assert district("enroll", warned, "--reason", "已核对")[0] == 0


def test_status_and_find_have_the_keys_of_the_contract(
    district: Run, papers: Papers
) -> None:
    district("enroll", papers(raw_family(1)))
    code, status = district("status")
    assert code == 0
    assert status["station"]["code"] == "610103"
    assert (status["households"], status["persons"], status["unsent"]) == (1, 3, 1)
    assert set(status["sums_fen"]) == {"premium", "subsidy", "self_pay"}
    assert set(status["enrollments"]) >= {"DRAFT", "CONFIRMED", "VOID"}
    assert (status["stations"], status["duplicates_open"]) == ([], 0)
    code, found = district("find", "王", "--limit", "1")
    assert (code, found["total"], len(found["results"])) == (0, 2, 1)
    assert {
        "enroll_no",
        "household_no",
        "name",
        "id_masked",
        "village",
        "state",
    } <= set(found["results"][0])


def test_check_proves_the_library(district: Run, papers: Papers) -> None:
    district("enroll", papers(raw_family(1)))
    code, answer = district("check")
    assert (code, answer["ok"]) == (0, True)
    assert all(set(each) == {"name", "ok", "detail"} for each in answer["checks"])


def test_a_kit_sets_up_a_village(
    district: Run, papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kit.jsb"
    issue = ("kit", "issue", "--level", "VILLAGE", "--code", "610103001001")
    code, kit = district(
        *issue, "--name", "示范一村", "--parent", "610103001", "--out", file
    )
    assert (code, kit["station_code"], Path(kit["file"])) == (0, "610103001001", file)
    village = ("--data", tmp_path / "village")
    code, answer = district(*village, "init", "--kit", file)
    assert code == 3
    assert "JISHENG_KIT_CODE" in answer["error"]
    monkeypatch.setenv("JISHENG_KIT_CODE", "AAAA-BBBB-CCCC")
    assert district(*village, "init", "--kit", file)[0] == 3
    monkeypatch.setenv("JISHENG_KIT_CODE", kit["code"])
    code, answer = district(*village, "init", "--kit", file)
    assert (code, answer["station"]["level"]) == (0, "VILLAGE")
    assert district("enroll", papers(raw_family(1)), *village)[0] == 0
    assert district("status", *village)[1]["households"] == 1
    assert district("status")[1]["households"] == 0


def test_a_backup_is_restored(
    district: Run, papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    district("enroll", papers(raw_family(1)))
    file = tmp_path / "b.jsbak"
    code, answer = district("backup", "--out", file)
    assert (code, answer["bytes"]) == (0, file.stat().st_size)
    district("enroll", papers(raw_family(2)))
    code, proof = district("restore", file, "--try")
    assert (code, proof["households"], proof["restored"]) == (0, 1, False)
    assert district("status")[1]["households"] == 2
    monkeypatch.setenv("JISHENG_PASSWORD", "别的")
    assert district("restore", file)[0] == 3
    monkeypatch.setenv("JISHENG_PASSWORD", PASSWORD)
    assert district("restore", file)[0] == 0
    assert district("status")[1]["households"] == 1


def test_the_commands_speak_to_people_too(
    district: Run, papers: Papers, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    paper = str(papers(raw_family(1)))
    for arguments, words in (
        (["enroll", paper, "--draft"], "已存为草稿"),
        (["enroll", paper], "本户自付 125.00 元"),
        (["find", "王强"], "共 1 人"),
        (["status"], "未送达 1 份"),
        (["check"], "正常  日志链"),
    ):
        assert run(arguments) == 0
        assert words in capfdbinary.readouterr().out.decode()


def test_a_secret_may_be_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(stations, "getpass", lambda question: f"<{question}>")
    assert stations.required_password(None) == "<密码：>"


def test_the_district_founds_a_year_and_names_the_insurer(
    district: Run, tmp_path: Path
) -> None:
    file = tmp_path / "2027.toml"
    file.write_text(
        "policy_year = 2027\nenroll_from = 2027-01-01\nenroll_to = 2027-02-28\n"
        '[[plans]]\ncode = "one"\nname = "一孩"\npremium_fen = 17000\n',
        "utf-8",
    )
    code, reading = district("schemes", "year", "xian-2025", file)
    assert code == 0
    assert "170.00元" in str(reading["sections"])
    code, reading = district(
        "schemes", "insurer", "xian-2025", "--name", "某某财险", "--hotline", "95500"
    )
    assert (code, "95500" in str(reading["sections"])) == (0, True)
    file.write_text("policy_year = 2027\nenrol = 1\n", "utf-8")
    code, said = district("schemes", "year", "xian-2025", file)
    assert code == 1
    assert "enrol" in str(said)
    code, reading = district("schemes", "add", XIAN)
    assert (code, reading["id"]) == (0, "xian-2025")
