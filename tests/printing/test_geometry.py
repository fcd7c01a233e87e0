"""Golden geometry: nothing leaves the printable area, nothing lies on anything else."""

from itertools import combinations
from typing import NamedTuple

import pytest

from jisheng_desktop.domain.receipts import Marks, Receipt
from jisheng_desktop.printing.papers import PAPERS, Paper
from jisheng_desktop.printing.sheets import MM_PER_POINT, Code, Line, Sheet, Text
from tests.receipts import crowded, household_receipt, person_receipt, sheets_of

# A laser printer needs 4 mm at each edge; continuous paper has 12.7 mm of holes.
EDGES = {"A4": 4.0, "A5": 4.0, "241x140": 12.7 + 3.3}
TOPS = {"A4": 4.0, "A5": 4.0, "241x140": 3.5}
QUIET_MODULES = 4
MODULES = 41

# What ink of a Chinese font really covers of its em box, above and below the baseline.
INK_ABOVE = 0.84
INK_BELOW = 0.10

RECEIPTS = {
    "one child": household_receipt(),
    "by person": person_receipt(),
    "six persons, long names": crowded(household_receipt(), 6),
    "six persons, insured": crowded(household_receipt(policy_no="PZAA2026" * 3), 6),
    "by person, insured": person_receipt(
        policy_no="　".join(f"阿卜杜热合曼 PZAA20265301{n:010}" for n in range(9))
    ),
    "twenty persons": crowded(household_receipt(), 20),
    "long everywhere": household_receipt(
        scheme="某市计划生育家庭综合保险及其附加意外伤害补充保险试行方案" * 2
        + "（2026年度）",
        village="某某某某某某某某某某某某某某某某某某社区居民委员会",
        category="农村双女户" * 12,
        plan="两孩、三孩家庭综合保障计划（含附加）" * 4,
        payment="承保公司扫码　" + "20260115" * 12,
        operator="阿卜杜热合曼·阿卜杜克热木江",
        witness="欧阳·某某某某某某某某某某某",
        address="某" * 500,
    ),
}


class Area(NamedTuple):
    """What a mark covers, in mm."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        """Tell whether two areas share more than an edge."""
        return (
            self.left < other.right - 0.01
            and other.left < self.right - 0.01
            and self.top < other.bottom - 0.01
            and other.top < self.bottom - 0.01
        )


def ink(text: Text) -> Area:
    em = text.size * MM_PER_POINT
    return Area(
        text.x, text.y - INK_ABOVE * em, text.x + text.width, text.y + INK_BELOW * em
    )


def quiet(code: Code) -> Area:
    zone = code.size / MODULES * QUIET_MODULES
    return Area(
        code.x - zone,
        code.y - zone,
        code.x + code.size + zone,
        code.y + code.size + zone,
    )


def stroke(line: Line) -> Area:
    half = line.thickness / 2
    return Area(line.x1 - half, line.y1 - half, line.x2 + half, line.y2 + half)


def marks_of(sheet: Sheet) -> list[Area]:
    solid = [line for line in sheet.lines if not line.dashed]
    codes = [Area(c.x, c.y, c.x + c.size, c.y + c.size) for c in sheet.codes]
    return [*map(ink, sheet.texts), *map(stroke, solid), *codes]


@pytest.fixture(params=RECEIPTS, scope="module")
def receipt(request: pytest.FixtureRequest) -> Receipt:
    return RECEIPTS[request.param]


@pytest.mark.parametrize("paper", PAPERS)
def test_everything_lies_in_the_printable_area(receipt: Receipt, paper: Paper) -> None:
    for sheet in sheets_of(receipt, paper, Marks(1)):
        edge, top = EDGES[paper], TOPS[paper]
        page = Area(edge, top, sheet.width - edge, sheet.height - top)
        for area in marks_of(sheet):
            assert area.left >= page.left, area
            assert area.right <= page.right + 0.01, area
            assert area.top >= page.top, area
            assert area.bottom <= page.bottom, area


@pytest.mark.parametrize("paper", PAPERS)
def test_no_text_lies_on_another(receipt: Receipt, paper: Paper) -> None:
    for sheet in sheets_of(receipt, paper, Marks(1)):
        for one, other in combinations(sheet.texts, 2):
            assert not ink(one).meets(ink(other)), (one, other)


@pytest.mark.parametrize("paper", PAPERS)
def test_no_line_crosses_a_text(receipt: Receipt, paper: Paper) -> None:
    for sheet in sheets_of(receipt, paper, Marks(1)):
        for line in sheet.lines:
            for text in sheet.texts:
                assert not stroke(line).meets(ink(text)), (line, text)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_code_keeps_its_quiet_zone(receipt: Receipt, paper: Paper) -> None:
    for sheet in sheets_of(receipt, paper, Marks(1)):
        for code in sheet.codes:
            for text in sheet.texts:
                assert not quiet(code).meets(ink(text)), text
            for line in sheet.lines:
                assert not quiet(code).meets(stroke(line)), line


def test_continuous_paper_has_thin_lines_only() -> None:
    for sheet in sheets_of(RECEIPTS["one child"], "241x140"):
        assert max(line.thickness for line in sheet.lines) <= 0.2
