"""The demonstration: a whole season whose figures add up and whose files stay."""

import json
from pathlib import Path

import pytest

from jisheng_desktop.cli.main import run


@pytest.mark.slow
def test_a_whole_season_adds_up(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    quick_kits: None,
) -> None:
    monkeypatch.setenv("JISHENG_STATE", "")  # the command sets it; restored afterwards
    folder = tmp_path / "season"
    assert run(["demo", "--out", str(folder), "--json"]) == 0
    output = capsys.readouterr()
    summary = json.loads(output.out)
    assert summary["adds_up"]
    assert summary["district"]["households"] == 36
    assert summary["district"]["accepted"] == 36
    assert {village["unsent"] for village in summary["villages"]} == {0}
    assert "退回1户" in output.err
    assert len(list((folder / "receipts").glob("*.pdf"))) == 6
    assert len(list((folder / "lists").glob("*.xlsx"))) == 4
    assert (folder / "state").is_dir()


def test_a_folder_in_use_is_left_alone(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JISHENG_STATE", "")
    (tmp_path / "letter.txt").write_text("private", encoding="utf-8")
    assert run(["demo", "--out", str(tmp_path)]) == 1
    assert "不是空的" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]
