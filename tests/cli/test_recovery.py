"""A forgotten password and a change of keys, as commands at a station and its district."""

from pathlib import Path

import pypdfium2
import pytest

from tests.cli.desks import VILLAGES, Desk

ONE = VILLAGES[0]


@pytest.fixture(autouse=True)
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JISHENG_RECOVERY", raising=False)


def test_the_district_helps_with_a_forgotten_password(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "request.txt"
    asked = desk(ONE, "recovery", "request", "--out", str(file))
    by_text = desk("district", "recovery", "answer", asked["request"])
    by_file = desk("district", "recovery", "answer", str(file))
    assert by_text == by_file
    assert by_text["station_code"] == ONE
    monkeypatch.setenv("JISHENG_RECOVERY", by_text["code"])
    monkeypatch.setenv("JISHENG_PASSWORD", "五谷丰登2027")
    assert desk(ONE, "recovery", "reset") == {"operator": "专员"}
    desk(ONE, "recovery", "reset", expect=3)  # a code serves once
    desk(ONE, "export", "--out", str(tmp_path / "stick"))


def test_the_sheet_is_printed_and_restores(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = desk("district", "recovery", "sheet")["lines"]
    file = tmp_path / "sheet.pdf"
    assert desk("district", "recovery", "sheet", "--out", str(file))["lines"] == []
    text = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()
    letters = "".join(text.split())
    assert all("".join(line.split()) in letters for line in lines)
    monkeypatch.setenv("JISHENG_RECOVERY", " ".join(lines))
    monkeypatch.setenv("JISHENG_PASSWORD", "五谷丰登2027")
    desk("district", "recovery", "reset")
    desk("district", "recovery", "sheet")


def test_keys_are_changed_by_command(desk: Desk, tmp_path: Path) -> None:
    stick, answers = tmp_path / "stick", tmp_path / "answers"
    desk(ONE, "enroll", str(desk.family(ONE, 1)))
    desk(ONE, "export", "--out", str(stick))
    assert desk("district", "keys", "change")["passwords"] == {}
    desk(ONE, "keys", "change", expect=1)
    desk("district", "import", str(stick))
    desk("district", "ack", "--out", str(answers))
    (heard,) = desk(ONE, "import", str(answers))["files"]
    assert (heard["outcome"], heard["applied"]) == ("applied", 1)


def test_a_household_is_moved_by_command(desk: Desk, tmp_path: Path) -> None:
    two, stick, answers = VILLAGES[1], tmp_path / "stick", tmp_path / "answers"
    (done,) = desk(ONE, "enroll", str(desk.family(ONE, 1)))["enrolled"]
    for code in VILLAGES:
        desk(code, "export", "--out", str(stick))
    desk("district", "import", str(stick))
    number, why = done["enroll_no"], "全家搬到二村"
    moved = desk("district", "move", number, "--to", two, "--reason", why)
    assert (moved["from_station"], moved["to_station"]) == (ONE, two)
    desk("district", "ack", "--out", str(answers))
    for code, state in ((ONE, "MOVED"), (two, "ACCEPTED")):
        desk(code, "import", str(answers))
        assert desk(code, "status")["enrollments"][state] == 1
