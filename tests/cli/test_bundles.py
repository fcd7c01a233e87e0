"""The way of a bundle as a script at an office walks it: real commands, real files."""

from pathlib import Path

from tests.cli.desks import VILLAGES, Desk


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


def test_a_file_that_cannot_be_read_holds_no_other_back(
    desk: Desk, tmp_path: Path
) -> None:
    one, two = VILLAGES
    missing = str(tmp_path / "没有.jsb")
    for station, n in ((one, 1), (two, 2)):
        desk(station, "enroll", str(desk.family(station, n)))
    first, last = (
        desk(s, "export", "--out", str(tmp_path))["file"] for s in (one, two)
    )
    files = desk("district", "import", first, missing, last, expect=3)["files"]
    assert [each["outcome"] for each in files] == ["applied", "refused", "applied"]
    assert missing in files[1]["text"]
    damaged = tmp_path / "坏.jsb"
    damaged.write_bytes(Path(first).read_bytes()[:-1])
    files = desk("district", "import", missing, str(damaged), first, expect=1)["files"]
    assert [each["outcome"] for each in files] == [
        "refused",
        "refused",
        "already_applied",
    ]


def test_a_cover_sheet_that_cannot_be_written_says_that_the_bundle_stands(
    desk: Desk, tmp_path: Path
) -> None:
    one, _ = VILLAGES
    desk(one, "enroll", str(desk.family(one, 1)))
    (tmp_path / "taken").write_text("a file, no folder")
    cover = tmp_path / "taken" / "cover.pdf"
    out = ("--out", str(tmp_path / "stick"), "--cover", str(cover))
    said = desk(one, "export", *out, expect=3)
    (bundle,) = (tmp_path / "stick").iterdir()
    assert f"上报包已写好（{bundle}）" in str(said)
