"""`jisheng settle`: the day's sums, by payment method, as text, JSON and paper."""

import json
from pathlib import Path

import pytest

from jisheng_desktop.cli.main import run
from jisheng_desktop.services.enrolling import enroll, void
from jisheng_desktop.services.library import close_library
from jisheng_desktop.services.moments import today
from tests.households import district, family
from tests.receipts import pages_of


@pytest.fixture
def receipts(own_data_folder: Path) -> list[str]:
    """Give the numbers of three receipts of today, the last one void."""
    session = district(own_data_folder)
    numbers = [
        enroll(family(n), operator=session.operator).receipt_no for n in range(3)
    ]
    void(numbers[-1], operator=session.operator, reason="重复录入")
    close_library()
    return numbers


def test_a_day_is_settled(
    receipts: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "日结.pdf"
    assert run(["settle", "--json", "--out", str(file)]) == 0
    said = json.loads(capfd.readouterr().out)
    assert said["day"] == today().isoformat()
    assert said["total"]["households"] == 2
    assert said["total"]["self_pay_fen"] == 2 * 12500
    assert said["ranges"] == [[receipts[0], receipts[-1]]]
    assert said["voids"] == receipts[-1:]
    (text,) = pages_of(file.read_bytes())
    assert receipts[-1] in text


def test_a_day_is_told_in_words(
    receipts: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["settle"]) == 0
    said = capfd.readouterr().out
    for words in ("合计：2户6人", "自付250.00元", "人民币贰佰伍拾元整", "作废"):
        assert words in said
    assert run(["settle", "--day", "2020-01-01"]) == 0
    assert "合计：0户0人" in capfd.readouterr().out
    assert run(["settle", "--day", "gestern"]) == 2
