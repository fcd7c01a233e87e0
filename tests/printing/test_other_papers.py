"""Calibration pages, templates that are wrong, pictures of pages."""

import pytest

from jisheng_desktop.printing.calibration import MARGIN, calibration_sheet
from jisheng_desktop.printing.drawing import pdf
from jisheng_desktop.printing.forms import Unprintable, read_template
from jisheng_desktop.printing.papers import PAPERS, Paper, load_template, template_text
from jisheng_desktop.printing.previews import page_count, page_image
from jisheng_desktop.printing.receipts import VOCABULARY
from tests.receipts import household_receipt, page_size_mm, pages_of, pdf_of

SIZES = {"A4": (210, 297), "A5": (210, 148), "241x140": (241, 140)}
GOOD = template_text("receipt-A5", None)


@pytest.mark.parametrize("paper", PAPERS)
def test_rulers_stand_where_the_page_says(paper: Paper) -> None:
    sheet = calibration_sheet(load_template("receipt", paper, VOCABULARY))
    assert min(line.x1 for line in sheet.lines) == MARGIN
    assert min(line.y1 for line in sheet.lines) == MARGIN
    assert max(text.x + text.width for text in sheet.texts) <= sheet.width - 4
    (page,) = pages_of(pdf([sheet], "校准页"))
    assert "20毫米" in page


@pytest.mark.parametrize("paper", PAPERS)
def test_a_page_is_as_large_as_its_paper(paper: Paper) -> None:
    content = pdf_of(household_receipt(), paper)
    assert page_count(content) == 1
    assert page_size_mm(content, 0) == pytest.approx(SIZES[paper], abs=0.05)
    image = page_image(content, 0, 25.4)
    assert (image.width, image.height) == pytest.approx(SIZES[paper], abs=1)
    assert len(image.pixels) == image.stride * image.height


def test_dots_know_no_grey() -> None:
    image = page_image(pdf_of(household_receipt(), "241x140"), 0, 180, dots=True)
    greys = set(image.pixels[0::4])
    assert greys <= {0, 255}


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("{address}", "{adress}", "adress"),
        ("{address}", "{address", "花括号"),
        ("{address}", "{}", "没有“”"),
        ('each = "insured"', 'each = "people"', "people"),
        ('w = 18, text = "户主"', 'w = 180, text = "户主"', "宽度"),
        ("size = 9\n", "size = 99\n", "99"),
        ("format = 1", "format = ", "TOML"),
        ("row = 4.7\n", "", "row"),
    ],
)
def test_what_is_wrong_with_a_template_is_named(old: str, new: str, named: str) -> None:
    assert old in GOOD
    with pytest.raises(Unprintable, match=named) as refused:
        read_template(GOOD.replace(old, new), "receipt-A5", VOCABULARY)
    assert "receipt-A5" in str(refused.value)
