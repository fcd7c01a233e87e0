"""`jisheng receipt` and `verify-receipt` as other programs call them."""

import json
from pathlib import Path
from typing import Any

import pytest

from jisheng_desktop.cli.main import run
from tests.households import raw_family, scheme_texts
from tests.receipts import codes_of

PASSWORD = "五谷丰登2026"


@pytest.fixture
def numbers(
    own_data_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> list[str]:
    """Give the receipt numbers of two families enrolled on the command line."""
    monkeypatch.setenv("JISHENG_PASSWORD", PASSWORD)
    scheme = tmp_path / "xian.toml"
    scheme.write_text(scheme_texts()[0], "utf-8")
    founding = ["init", "--district", "--code", "610103", "--name", "碑林区计生协"]
    assert run([*founding, "--scheme", str(scheme)]) == 0
    documents = []
    for n in (1, 2):
        documents.append(str(tmp_path / f"{n}.json"))
        Path(documents[-1]).write_text(json.dumps(raw_family(n)), "utf-8")
    capfdbinary.readouterr()
    assert run(["enroll", *documents, "--json"]) == 0
    return [each["receipt_no"] for each in answer(capfdbinary)["enrolled"]]


def answer(capfdbinary: pytest.CaptureFixture[bytes]) -> Any:
    return json.loads(capfdbinary.readouterr().out)


def test_receipts_into_a_file(
    numbers: list[str], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "out.pdf"
    assert (
        run(["receipt", *numbers, "--paper", "A4", "--out", str(file), "--json"]) == 0
    )
    document = answer(capfdbinary)
    assert document["file"] == str(file)
    assert document["pages"] == 2
    assert [each["receipt_no"] for each in document["receipts"]] == numbers
    printed = {each["code"] for each in document["receipts"]}
    assert printed == set(codes_of(file.read_bytes()))


def test_all_unprinted_once(
    numbers: list[str], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    arguments = ["receipt", "--all-unprinted", "--out", str(tmp_path / "a.pdf")]
    assert run([*arguments, "--json"]) == 0
    assert len(answer(capfdbinary)["receipts"]) == 2
    (tmp_path / "a.pdf").unlink()
    assert run(arguments) == 0
    assert "没有还没打印的回执" in capfdbinary.readouterr().out.decode()
    assert run([*arguments, "--json"]) == 0
    assert answer(capfdbinary)["file"] is None
    assert not (tmp_path / "a.pdf").exists()


def test_a_refused_one_is_named_and_the_others_stand(
    numbers: list[str], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "out.pdf"
    arguments = ["receipt", "610103-2026-000009-0", numbers[0], "--out", str(file)]
    assert run([*arguments, "--json"]) == 1
    document = answer(capfdbinary)
    assert [each["receipt_no"] for each in document["receipts"]] == [numbers[0]]
    assert "没有编号" in document["refused"][0]["text"]


@pytest.mark.parametrize("arguments", [[], ["x", "--all-unprinted"]])
def test_numbers_or_all_not_both(arguments: list[str], tmp_path: Path) -> None:
    assert run(["receipt", *arguments, "--out", str(tmp_path / "x.pdf")]) == 2


def test_verifying(
    numbers: list[str], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    run(["receipt", numbers[0], "--out", str(tmp_path / "x.pdf"), "--json"])
    code = answer(capfdbinary)["receipts"][0]["code"]
    assert run(["verify-receipt", code, "--json"]) == 0
    found = answer(capfdbinary)
    assert found["genuine"] is True
    assert found["voided"] is False
    assert found["receipt_no"] == numbers[0]
    assert found["self_pay_fen"] == 12500
    assert run(["verify-receipt", code.replace("/12500/", "/12000/"), "--json"]) == 1
    assert answer(capfdbinary)["genuine"] is False
    run(["enroll", "--void", numbers[0], "--reason", "重复登记了"])
    capfdbinary.readouterr()
    assert run(["verify-receipt", code, "--json"]) == 0
    assert answer(capfdbinary)["voided"] is True


def test_a_wrong_password_prints_nothing(
    numbers: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JISHENG_PASSWORD", "不对")
    file = tmp_path / "x.pdf"
    assert run(["receipt", numbers[0], "--out", str(file)]) == 3
    assert not file.exists()
