"""The way of a bundle as a script at an office walks it: real commands, real files."""

import json
from pathlib import Path
from typing import Any

import pytest

from jisheng_desktop.cli.main import run
from tests.builders import CASES
from tests.exchange import spare_key_derivation
from tests.households import raw_family

SCHEME = str(CASES / "xian-2025.scheme.toml")
VILLAGES = ("610103001001", "610103001002")


class Desk:
    """Runs commands in the data folders of several stations."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys

    def __call__(self, station: str, *arguments: str, expect: int = 0) -> Any:
        code = run([*arguments, "--data", str(self.root / station), "--json"])
        output = self.capsys.readouterr()
        assert code == expect, output.err
        return json.loads(output.out)

    def family(self, station: str, n: int, **household: Any) -> Path:
        file = self.root / f"family-{n}-{station}.json"
        raw = raw_family(n, village_code=station, **household)
        file.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
        return file


@pytest.fixture
def desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    spare_key_derivation(monkeypatch)
    monkeypatch.setenv("JISHENG_PASSWORD", "风调雨顺2026")
    found = Desk(tmp_path, capsys)
    found(
        "district",
        "init",
        "--district",
        "--code",
        "610103",
        "--name",
        "区办",
        "--scheme",
        SCHEME,
    )
    for code in VILLAGES:
        kit = tmp_path / f"{code}.jsb"
        issued = found(
            "district", "kit", "issue", "--level", "VILLAGE", "--code", code,
            "--name", f"{code[-1]}村", "--parent", "610103", "--out", str(kit),
        )  # fmt: skip
        assert set(issued) == {"file", "station_code", "code"}
        monkeypatch.setenv("JISHENG_KIT_CODE", issued["code"])
        found(code, "init", "--kit", str(kit))
    return found


def test_a_week_by_commands_alone(desk: Desk, tmp_path: Path) -> None:
    one, two = VILLAGES
    stick = tmp_path / "stick"
    for station, numbers in ((one, (1, 2)), (two, (2, 3))):
        files = [str(desk.family(station, n)) for n in numbers]
        desk(station, "enroll", *files)
        sent = desk(station, "export", "--out", str(stick))
        assert set(sent) >= {
            "file", "bundle_id", "station_code", "seq", "prev_hash", "counts",
            "sums_fen", "sha256",
        }  # fmt: skip
        assert sent["sums_fen"] == {
            "premium": 33000,
            "subsidy": 8000,
            "self_pay": 25000,
        }
    taken = desk("district", "import", str(stick))["files"]
    assert [(f["outcome"], f["applied"], f["returned"]) for f in taken] == [
        ("applied", 2, 0),
        ("applied", 2, 1),
    ]
    again = desk("district", "import", str(stick))["files"]
    assert {f["outcome"] for f in again} == {"already_applied"}
    there = desk("district", "status")
    assert there["enrollments"]["ACCEPTED"] == 3
    assert there["duplicates_open"] == 1
    assert {s["code"]: s["last_seq"] for s in there["stations"]} == {one: 1, two: 1}
    (pair,) = desk("district", "duplicates")["duplicates"]
    desk(
        "district", "duplicates", "resolve", str(pair["id"]),
        "--keep", pair["claims"][1]["uid"], "--reason", "已迁到二村",
    )  # fmt: skip
    desk("district", "duplicates", "undo", str(pair["id"]))
    answers = tmp_path / "answers"
    written = desk("district", "ack", "--out", str(answers))["files"]
    assert {f["station_code"] for f in written} == set(VILLAGES)
    heard = desk(two, "import", str(answers))["files"]
    assert sorted(f["code"] for f in heard) == ["", "E910"]
    here = desk(two, "status")
    assert (here["enrollments"]["ACCEPTED"], here["enrollments"]["RETURNED"]) == (1, 1)
    assert here["unsent"] == 0
    assert desk("district", "check")["ok"]
    assert desk(two, "check")["ok"]


def test_what_is_refused_is_said_and_ends_with_1(desk: Desk, tmp_path: Path) -> None:
    one, _ = VILLAGES
    desk(one, "enroll", str(desk.family(one, 1)))
    file = Path(desk(one, "export", "--out", str(tmp_path))["file"])
    file.write_bytes(file.read_bytes()[:-1])
    (refused,) = desk("district", "import", str(file), expect=1)["files"]
    assert (refused["outcome"], refused["code"]) == ("refused", "E901")
    desk("district", "kit", "revoke", "--code", one)
    again = desk(one, "export", "--out", str(tmp_path))
    (revoked,) = desk("district", "import", again["file"], expect=1)["files"]
    assert revoked["outcome"] == "refused"
