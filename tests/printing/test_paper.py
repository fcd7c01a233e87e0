"""Receipts on paper: turned back into text and images, and compared with the record."""

import re

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisheng_desktop.domain.money import capital, parse_capital, parse_yuan, yuan
from jisheng_desktop.domain.receipts import Marks, Receipt
from jisheng_desktop.printing.drawing import pdf
from jisheng_desktop.printing.papers import PAPERS, Paper
from jisheng_desktop.printing.receipts import MissingGlyph
from tests.receipts import (
    LONG_NAME,
    codes_of,
    crowded,
    household_receipt,
    pages_of,
    pdf_of,
    person_receipt,
    sheets_of,
)

AMOUNT = re.compile(r"¥([\d,]+\.\d\d)")
COPIES = {"A4": 2, "A5": 1, "241x140": 1}


def squeezed(text: str) -> str:
    """The text without white space: where lines break is the layout's business."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("receipt", [household_receipt(), person_receipt()])
def test_the_paper_says_what_the_record_says(paper: Paper, receipt: Receipt) -> None:
    (page,) = pages_of(pdf_of(receipt, paper))
    text = squeezed(page)
    for words in (
        *(receipt.title, receipt.receipt_no, receipt.household_no, receipt.head),
        *(receipt.address, receipt.period, receipt.phone, receipt.operator),
        *(f"人民币{receipt.self_pay_capital}", receipt.payment),
        *(word for line in receipt.insured for word in (line.name, line.id_no)),
        *receipt.statements,
        "本回执不作为发票或财政票据",
        "待区县受理",
    ):
        assert squeezed(words) in text, words
    amounts = [parse_yuan(each) for each in AMOUNT.findall(page)]
    assert sorted(amounts) == sorted(
        [receipt.premium_fen, receipt.subsidy_fen, receipt.self_pay_fen] * COPIES[paper]
    )


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("receipt", [household_receipt(), person_receipt()])
def test_the_policy_is_on_paper_once_it_is_known(
    paper: Paper, receipt: Receipt
) -> None:
    (before,) = pages_of(pdf_of(receipt, paper))
    assert ("保险单号待出单" in squeezed(before)) != receipt.by_person
    insured = msgspec.structs.replace(receipt, policy_no="PZAA202661010000012345")
    (after,) = pages_of(pdf_of(insured, paper, Marks(standing="INSURED")))
    text = squeezed(after)
    assert text.count("保险单号PZAA202661010000012345") == COPIES[paper]
    assert "已承保，以保险单为准" in text
    assert "待区县受理" not in text


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("policy_no", ["", "PZAA202661010000012345"])
def test_a_full_receipt_stays_on_one_page(paper: Paper, policy_no: str) -> None:
    receipt = crowded(household_receipt(policy_no=policy_no), 6)
    (page,) = pages_of(pdf_of(receipt, paper))
    text = squeezed(page)
    assert text.count(LONG_NAME) >= 3
    assert text.count("李𬱖𠮷") == 3 * COPIES[paper]
    assert receipt.address in text


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("persons", [12, 20])
def test_more_persons_go_to_further_pages(paper: Paper, persons: int) -> None:
    pages = pages_of(pdf_of(crowded(household_receipt(), persons, "王小明"), paper))
    assert len(pages) > 1
    assert sum(page.count("610103****") for page in pages) == persons * COPIES[paper]
    assert all("610124101201-2026-000123-5" in page for page in pages)
    assert f"第2页，共{len(pages)}页" in squeezed(pages[1])
    assert "本户自付" in squeezed(pages[0])


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("dpi", [180, 300])
def test_a_scanner_reads_the_code(paper: Paper, dpi: int) -> None:
    (sheet,) = sheets_of(household_receipt(), paper)
    from_paper = codes_of(pdf_of(household_receipt(), paper), dpi)
    assert len(from_paper) == COPIES[paper] == len(sheet.codes)
    assert all(
        code.startswith("JS1/610124101201-2026-000123-5/") for code in from_paper
    )


@pytest.mark.parametrize("paper", PAPERS)
def test_the_code_survives_the_mark_of_a_void_receipt(paper: Paper) -> None:
    content = pdf_of(household_receipt(), paper, Marks(2, "VOID"))
    (page,) = pages_of(content)
    assert "作废" in squeezed(page)
    assert "补打第2次" in squeezed(page)
    assert len(codes_of(content)) == COPIES[paper]


def test_a_first_print_bears_no_mark_of_a_reprint() -> None:
    (page,) = pages_of(pdf_of(household_receipt(), "A5"))
    assert "补打" not in page
    assert "作废" not in page


def test_practice_never_looks_real() -> None:
    (page,) = pages_of(pdf_of(household_receipt(practice=True), "A5"))
    assert "演练" in squeezed(page)


def test_equal_receipts_give_equal_bytes() -> None:
    sheets = sheets_of(household_receipt(), "A5")
    assert pdf(sheets, "回执") == pdf(sheets, "回执")


@pytest.mark.parametrize("name", ["李𬱖", "王𠮷", "㛃䶮", "欧阳·买买提", "John Smith"])
def test_rare_names_are_copied_as_they_were_typed(name: str) -> None:
    receipt = crowded(household_receipt(), 2, name)
    (page,) = pages_of(pdf_of(receipt, "A5"))
    assert squeezed(name) in squeezed(page)


def test_a_character_that_no_font_has_is_named_with_its_person() -> None:
    receipt = crowded(household_receipt(), 1, "王\U0003134f")
    with pytest.raises(MissingGlyph) as refused:
        sheets_of(receipt, "A5")
    assert "“\U0003134f”" in str(refused.value)
    assert "王\U0003134f" in str(refused.value)


HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


@settings(max_examples=40)
@given(
    name=st.text(HAN, min_size=1, max_size=25),
    subsidy=st.integers(0, 5_000_000),
    own=st.integers(0, 10**10),
)
def test_any_name_and_any_amount(name: str, subsidy: int, own: int) -> None:
    receipt = household_receipt(
        head=name,
        applicant=name,
        premium_fen=subsidy + own,
        subsidy_fen=subsidy,
        self_pay_fen=own,
        self_pay_capital=capital(own),
    )
    (page,) = pages_of(pdf_of(receipt, "A5"))
    text = squeezed(page)
    assert name in text
    assert f"¥{yuan(own)}" in text
    words = text.split("人民币")[1].split("缴费方式")[0]
    assert parse_capital(words) == own
