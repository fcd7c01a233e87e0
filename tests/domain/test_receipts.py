"""What a receipt says: names, masks, liabilities by role, period, payers, payment."""

import msgspec
import pytest

from jisheng_desktop.domain.money import parse_capital
from jisheng_desktop.domain.receipts import Marks, Payer, Receipt, receipt_of
from jisheng_desktop.domain.wordings import Masking
from tests.builders import case_scheme, xian
from tests.receipts import (
    OFFICE,
    WORDING,
    enrollment,
    household_receipt,
    issue,
    person_receipt,
)


def masked(masking: Masking) -> Receipt:
    scheme = case_scheme("xian-2025")
    words = msgspec.structs.replace(WORDING, masking=masking)
    return receipt_of(enrollment(xian(), scheme), scheme, issue(wording=words))


def enrolled(day: str) -> Receipt:
    scheme = case_scheme("xian-2025")
    return receipt_of(enrollment(xian(enrolled_on=day), scheme), scheme, issue())


def test_a_household_in_all_its_words() -> None:
    receipt = household_receipt()
    assert receipt.title == "计划生育家庭保险参保回执"
    assert receipt.scheme == "西安市计划生育家庭综合保险（2026年度）"
    assert receipt.village == receipt.station == "示范一村"
    assert receipt.receipt_no == "610124101201-2026-000123-5"
    assert receipt.category == "独生子女领证家庭　依据：三（一）"
    assert receipt.plan == "一孩家庭（示例） × 1份"
    assert receipt.payers == (Payer("市级财政", 2000), Payer("区县财政", 2000))
    assert receipt.phone == "138****0001"
    assert receipt.payment.startswith("手机支付")
    amounts = (receipt.premium_fen, receipt.subsidy_fen, receipt.self_pay_fen)
    assert amounts == (16500, 4000, 12500)
    assert parse_capital(receipt.self_pay_capital) == receipt.self_pay_fen


def test_children_come_first_and_have_one_liability_more() -> None:
    child, *parents = household_receipt().insured
    assert child.role == "子女（第一被保险人）"
    assert {parent.role for parent in parents} == {"父母（第二被保险人）"}
    assert "意外伤残" in child.benefits
    assert all("意外伤残" not in parent.benefits for parent in parents)
    assert [line.order for line in (child, *parents)] == [1, 2, 3]


def test_persons_of_a_person_scheme_have_their_own_terms() -> None:
    receipt = person_receipt()
    (line,) = receipt.insured
    assert receipt.by_person
    assert line.category.startswith("失独家庭")
    assert line.plan == "每人60元（示例） × 1份"
    assert (line.premium_fen, line.subsidy_fen, line.self_pay_fen) == (6000, 5000, 1000)
    assert line.role == "被保险人"


@pytest.mark.parametrize(
    ("masking", "name", "id_no"),
    [
        (Masking(), "王小明", "610103********3438"),
        (Masking(name=True, id_no="NOTICE"), "王**", "6101**********38"),
        (Masking(id_no="NONE", phone=False), "王小明", "610103201405103438"),
    ],
)
def test_the_mask_is_a_setting(masking: Masking, name: str, id_no: str) -> None:
    receipt = masked(masking)
    assert receipt.insured[0].name == name
    assert receipt.insured[0].id_no == id_no
    assert (receipt.phone == "13800000001") == (not masking.phone)


def test_nothing_in_a_receipt_shows_a_whole_number() -> None:
    text = msgspec.json.encode(household_receipt()).decode()
    for member in xian()["members"]:
        assert member["id_no"] not in text


@pytest.mark.parametrize(
    ("day", "period"),
    [
        ("2026-01-15", "2026年3月1日零时起，至2027年2月28日二十四时止"),
        ("2026-02-28", "2026年3月1日零时起，至2027年2月28日二十四时止"),
        ("2026-03-01", "2026年3月2日零时起，至2027年2月28日二十四时止"),
        ("2026-12-31", "2027年1月1日零时起，至2027年2月28日二十四时止"),
    ],
)
def test_cover_runs_from_midnight_to_midnight(day: str, period: str) -> None:
    assert enrolled(day).period == period


def test_a_period_nobody_has_set_is_left_to_the_policy() -> None:
    scheme = case_scheme("xian-2025")
    open_scheme = msgspec.structs.replace(
        scheme,
        years=tuple(
            msgspec.structs.replace(year, effective_on=None) for year in scheme.years
        ),
    )
    receipt = receipt_of(enrollment(xian(), scheme), open_scheme, issue())
    assert receipt.period == "以保险单载明的期间为准"


def test_a_pending_number_is_said_to_be_missing() -> None:
    raw = xian()
    raw["members"][2] |= {
        "id_type": "NONE_PENDING",
        "id_no": None,
        "sex": "M",
        "birth_date": "2014-05-10",
    }
    scheme = case_scheme("xian-2025")
    receipt = receipt_of(enrollment(raw, scheme), scheme, issue())
    assert "待补录" in [line.id_no for line in receipt.insured]


def test_a_draft_has_no_receipt() -> None:
    scheme = case_scheme("xian-2025")
    draft = enrollment(xian(), scheme, confirmed_on=None, decision=None)
    with pytest.raises(ValueError, match="before confirmation"):
        receipt_of(draft, scheme, issue())


def test_practice_is_written_into_the_receipt() -> None:
    office = msgspec.structs.replace(OFFICE, practice=True)
    scheme = case_scheme("xian-2025")
    assert receipt_of(enrollment(xian(), scheme), scheme, issue(office=office)).practice


def test_marks_speak_of_state_and_count() -> None:
    assert Marks().reprint_words == ""
    assert Marks(3).reprint_words == "补打第3次"
    assert "待区县受理" in Marks().standing_words
    assert "待区县受理" in Marks(standing="RETURNED").standing_words
    assert "已受理" in Marks(standing="ACCEPTED").standing_words
    assert "作废" in Marks(standing="VOID").standing_words


def test_a_snapshot_survives_storage() -> None:
    receipt = person_receipt()
    assert msgspec.json.decode(msgspec.json.encode(receipt), type=Receipt) == receipt
