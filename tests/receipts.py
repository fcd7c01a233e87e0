"""Receipts for tests: of the acceptance cases, and made longer than life."""

import os
from typing import Any

import msgspec
import pypdfium2
import zxingcpp

from jisheng_desktop.domain.decisions import decide
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.normalising import normalise
from jisheng_desktop.domain.numbering import number
from jisheng_desktop.domain.receipt_codes import Claim, code_text
from jisheng_desktop.domain.receipts import Issue, Marks, Receipt, receipt_of
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.stations import Office, Village
from jisheng_desktop.domain.wordings import read_wording
from jisheng_desktop.printing.drawing import pdf
from jisheng_desktop.printing.papers import Paper, load_template, template_text
from jisheng_desktop.printing.receipts import VOCABULARY, receipt_sheets
from jisheng_desktop.printing.sheets import Sheet
from tests.builders import case_scheme, document, hongta, xian

STATION = "610124101201"
OFFICE = Office(
    STATION,
    "示范一村",
    "VILLAGE",
    "610124",
    practice=False,
    schemes=(),
    villages=(Village("610103001001", "示范一村"),),
)
WORDING = read_wording(template_text("wording", None))
FIRST = Marks()
LONG_ADDRESS = "陕西省西安市碑林区长安路街道办事处南稍门社区居民委员会" * 4
LONG_NAME = "阿卜杜热合曼·阿卜杜克热木江·买买提艾力江·吾买尔江"


def enrollment(raw: dict[str, Any], scheme: Scheme, **changes: Any) -> Enrollment:
    """Return a confirmed enrolment of a raw document."""
    plain = normalise(document(raw))
    confirmed = Enrollment(
        uid="e",
        household_uid="h",
        household_no=number(STATION, 2026, "HOUSEHOLD", 87),
        enroll_no=number(STATION, 2026, "ENROLLMENT", 123),
        receipt_no=number(STATION, 2026, "RECEIPT", 123),
        state="CONFIRMED",
        document=plain,
        decision=decide(plain, scheme),
        operator="op-1",
        confirmed_on="2026-01-15",
        updated_at="2026-01-15T09:00:00+08:00",
    )
    return msgspec.structs.replace(confirmed, **changes)


def issue(**changes: Any) -> Issue:
    """Return the demonstration village as issuer."""
    return msgspec.structs.replace(Issue(OFFICE, "管理员", WORDING), **changes)


def household_receipt(case: str = "XA-01", **changes: Any) -> Receipt:
    """Return the receipt of a Xi'an case, with some of what it says changed."""
    scheme = case_scheme("xian-2025")
    receipt = receipt_of(enrollment(xian(case), scheme), scheme, issue())
    return msgspec.structs.replace(receipt, **changes)


def person_receipt(case: str = "HT-01", **changes: Any) -> Receipt:
    """Return the receipt of a Hongta case, with some of what it says changed."""
    scheme = case_scheme("hongta-2026")
    receipt = receipt_of(enrollment(hongta(case), scheme), scheme, issue())
    return msgspec.structs.replace(receipt, **changes)


def crowded(receipt: Receipt, persons: int, name: str = LONG_NAME) -> Receipt:
    """Return a receipt with a long address and so many persons with long names."""
    first, last = receipt.insured[0], receipt.insured[-1]
    lines = tuple(
        msgspec.structs.replace(
            first if n <= persons // 2 else last,
            order=n,
            name=name if n % 2 else "李𬱖𠮷",
        )
        for n in range(1, persons + 1)
    )
    return msgspec.structs.replace(
        receipt, insured=lines, address=LONG_ADDRESS[:100], head=name
    )


def claim_of(receipt: Receipt) -> Claim:
    """Return what the code of a receipt claims."""
    return Claim(
        receipt.receipt_no,
        receipt.edition,
        receipt.premium_fen,
        receipt.subsidy_fen,
        receipt.self_pay_fen,
    )


def sheets_of(
    receipt: Receipt, paper: Paper, marks: Marks = FIRST
) -> tuple[Sheet, ...]:
    """Return a receipt on paper, its code signed by nobody."""
    template = load_template("receipt", paper, VOCABULARY)
    code = code_text(claim_of(receipt), os.urandom(64))
    return receipt_sheets(receipt, marks, code, template)


def pdf_of(receipt: Receipt, paper: Paper, marks: Marks = FIRST) -> bytes:
    """Return the PDF of a receipt."""
    return pdf(sheets_of(receipt, paper, marks), "回执")


def pages_of(content: bytes) -> list[str]:
    """Return the text of a PDF, page by page, as another reader sees it."""
    with pypdfium2.PdfDocument(content) as opened:
        return [page.get_textpage().get_text_bounded() for page in opened]


def codes_of(content: bytes, dpi: int = 180) -> list[str]:
    """Return the codes that a scanner reads from the rendered pages of a PDF."""
    with pypdfium2.PdfDocument(content) as opened:
        images = [page.render(scale=dpi / 72).to_pil() for page in opened]
    return [code.text for image in images for code in zxingcpp.read_barcodes(image)]


def page_size_mm(content: bytes, page: int = 0) -> tuple[float, float]:
    """Return width and height of a page in mm."""
    with pypdfium2.PdfDocument(content) as opened:
        width, height = opened[page].get_size()
    return width * 25.4 / 72, height * 25.4 / 72
