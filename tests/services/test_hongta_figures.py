"""The figures of the Hongta source, reproduced to the digit by the database itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from python_calamine import load_workbook

from db.connection import transaction, write_all
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.services.report_contents import Name
from jisheng_desktop.services.reporting import write_report
from tests.hongta import PERSONS, SUBSIDISED, persons_of_2025

VILLAGES = 40


@pytest.fixture
def year_2025(operator: Operator) -> None:
    """Store everybody of 2025, one household each, as reports read them."""
    people = list(enumerate(persons_of_2025(), 1))
    with transaction():
        write_all(
            "INSERT INTO household (id, uid, station, head_key) VALUES (?, ?, 's', '')",
            [(n, f"h{n}") for n, _ in people],
        )
        write_all(
            "INSERT INTO enrollment (id, uid, household_id, station, number, scheme,"
            " policy_year, state, live, village, group_name, head_name, phone, persons,"
            " premium_fen, subsidy_fen, self_pay_fen, enrolled_on, confirmed_on,"
            " updated_at, operator) VALUES (?, ?, ?, 's', ?, 'hongta-2026', 2025,"
            " 'ACCEPTED', 1, ?, '', '某人', '', 1, ?, ?, ?, '2025-03-01', '2025-03-01',"
            " '', ?)",
            [
                (n, f"e{n}", n, f"N{n}", f"第{n % VILLAGES:02}村", *fen, operator.id)
                for n, (premium, subsidy, _) in people
                for fen in (_fen(premium, subsidy),)
            ],
        )
        write_all(
            "INSERT INTO content (enrollment_id, document, decision) VALUES (?, ?, ?)",
            [(n, b"{}", _decision(*person)) for n, person in people],
        )
        write_all(
            "INSERT INTO person (enrollment_id, ref, name, id_no, scheme, policy_year,"
            " insured, live, characters, initials, digits)"
            " VALUES (?, 'm', '某人', ?, 'hongta-2026', 2025, 1, 1, '', '', '')",
            [(n, f"{n:018}") for n, _ in people],
        )


def _fen(premium: int, subsidy: int) -> tuple[int, int, int]:
    return premium * 100, subsidy * 100, (premium - subsidy) * 100


def _decision(premium: int, subsidy: int, category: str) -> bytes:
    premium_fen, subsidy_fen, self_pay_fen = _fen(premium, subsidy)
    insured = {
        "ref": "m",
        "category": category,
        "premium_fen": premium_fen,
        "subsidy_fen": subsidy_fen,
        "self_pay_fen": self_pay_fen,
    }
    funding = [{"payer": "DISTRICT", "amount_fen": subsidy_fen}] if subsidy else []
    return msgspec.json.encode({"insured": [insured], "funding": funding})


def _sheets(folder: Path, name: Name) -> Iterator[list[list[Any]]]:
    file = folder / f"{name}.xlsx"
    write_report(name, file, scheme_id="hongta-2026", year=2025)
    book = load_workbook(str(file))
    yield from (book.get_sheet_by_name(each).to_python() for each in book.sheet_names)


def _totals(rows: list[list[Any]]) -> dict[str, float]:
    return dict(zip(rows[1], rows[-1], strict=True))


@pytest.mark.usefixtures("year_2025")
def test_sentences_and_totals_of_2025(tmp_path: Path) -> None:
    (annual,) = _sheets(tmp_path, "annual")
    text = "".join(row[1] for row in annual)
    assert f"承保{PERSONS}户、承保人数为49719人，完成投保金额262.48万元" in text
    assert "全年补助3478人，补助金额为14.29万元（142,900.00元）" in text
    assert "补贴由区县财政承担142,900.00元" in text
    by_category, by_payer, grants = _sheets(tmp_path, "subsidy")
    assert _totals(by_category)["人数"] == SUBSIDISED == len(grants) - 3
    assert {_totals(each)["金额"] for each in (by_category, by_payer, grants)} == {
        142_900
    }
    _, by_village, by_name = _sheets(tmp_path, "summary")
    for total in map(_totals, (by_village, by_name)):
        assert total["户数"] == total["参保人数"] == PERSONS
        assert total["应交保费"] == 2_624_800
    assert len(by_village) == VILLAGES + 3
