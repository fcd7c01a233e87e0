"""A receipt from the village, verified at the district and at the neighbour's."""

from pathlib import Path

from tests.cli.desks import VILLAGES, Desk
from tests.receipts import pages_of


def printed(desk: Desk, station: str, family: int, tmp_path: Path) -> tuple[str, str]:
    """Enrol a family at a station and print; return receipt number and code."""
    desk(station, "enroll", str(desk.family(station, family)))
    out = str(tmp_path / f"{station}-{family}.pdf")
    (receipt,) = desk(station, "receipt", "--all-unprinted", "--out", out)["receipts"]
    return receipt["receipt_no"], receipt["code"]


def test_the_district_knows_a_village_once_its_bundle_came(
    desk: Desk, tmp_path: Path
) -> None:
    one, two = VILLAGES
    stick = str(tmp_path / "stick")
    number, code = printed(desk, one, 1, tmp_path)
    assert desk("district", "verify-receipt", code, expect=1)["genuine"] is None
    cover = tmp_path / "cover.pdf"
    sent = desk(one, "export", "--out", stick, "--cover", str(cover))
    (text,) = pages_of(cover.read_bytes())
    for words in (number, "125.00", Path(sent["file"]).name, sent["spoken"][:4]):
        assert words in text
    (taken,) = desk("district", "import", stick)["files"]
    assert taken["outcome"] == "applied"
    found = desk("district", "verify-receipt", code)
    assert (found["genuine"], found["voided"]) == (True, False)
    forged = code.replace("/12500/", "/12000/")
    assert desk("district", "verify-receipt", forged, expect=1)["genuine"] is False
    assert desk(two, "verify-receipt", code, expect=1)["genuine"] is None
    assert desk("district", "check")["ok"]
    assert desk(one, "check")["ok"]


def test_any_station_knows_it_once_an_answer_came(desk: Desk, tmp_path: Path) -> None:
    one, two = VILLAGES
    stick, answers = str(tmp_path / "stick"), str(tmp_path / "answers")
    _, code = printed(desk, one, 1, tmp_path)
    desk(one, "export", "--out", stick)
    desk(two, "export", "--out", stick)
    desk("district", "import", stick)
    desk("district", "ack", "--out", answers)
    desk(two, "import", answers)
    found = desk(two, "verify-receipt", code)
    assert (found["genuine"], found["voided"]) == (True, None)


def test_a_void_receipt_is_known_to_be_void_at_the_district(
    desk: Desk, tmp_path: Path
) -> None:
    one, _ = VILLAGES
    stick = str(tmp_path / "stick")
    number, code = printed(desk, one, 1, tmp_path)
    desk(one, "enroll", "--void", number, "--reason", "重复登记了")
    desk(one, "export", "--out", stick)
    desk("district", "import", stick)
    found = desk("district", "verify-receipt", code)
    assert (found["genuine"], found["voided"]) == (True, True)


def test_an_accepted_receipt_says_so(desk: Desk, tmp_path: Path) -> None:
    one, _ = VILLAGES
    stick, answers = str(tmp_path / "stick"), str(tmp_path / "answers")
    number, _ = printed(desk, one, 1, tmp_path)
    desk(one, "export", "--out", stick)
    desk("district", "import", stick)
    desk("district", "ack", "--out", answers)
    desk(one, "import", answers)
    again = tmp_path / "again.pdf"
    desk(one, "receipt", number, "--out", str(again))
    (text,) = pages_of(again.read_bytes())
    assert "区县已受理" in text
    assert "补打第1次" in text


def test_another_stations_receipt_is_printed_where_it_was_given_out(
    desk: Desk, tmp_path: Path
) -> None:
    stick = str(tmp_path / "stick")
    number, _ = printed(desk, VILLAGES[0], 1, tmp_path)
    desk(VILLAGES[0], "export", "--out", stick)
    desk("district", "import", stick)
    desk("district", "receipt", number, "--out", str(tmp_path / "x.pdf"), expect=1)
    assert not (tmp_path / "x.pdf").exists()
