"""A page of rulers by which a printer's offset is read off in mm."""

from collections.abc import Iterator

from jisheng_desktop.printing.fitting import text_width
from jisheng_desktop.printing.forms import Template
from jisheng_desktop.printing.sheets import Line, Sheet, Text

MARGIN = 20
THIN = 0.15
LONG, SHORT = 4.0, 2.0
SIZE = 10
HOW_TO = (
    "校准页：{name}",
    "用尺量左边竖线到纸的左边缘、上边横线到纸的上边缘，都应是{margin}毫米。",
    "量得的数减去{margin}就是偏移：左右偏多少，“向右”就填多少的相反数；上下同理。",
    "刻度每格1毫米，100毫米长线应正好100毫米；不是时请在打印机设置里关掉“缩放”。",
)


def calibration_sheet(template: Template) -> Sheet:
    """Return a page whose lines stand exactly 20 mm from the left and the top edge."""
    return Sheet(
        template.width,
        template.height,
        texts=tuple(_texts(template)),
        lines=tuple(_lines(template)),
    )


def _texts(template: Template) -> Iterator[Text]:
    for number, sentence in enumerate(HOW_TO):
        words = sentence.format(name=template.name, margin=MARGIN)
        width = text_width(words, SIZE, bold=number == 0)
        y = MARGIN + 15 + 6 * number
        yield Text(MARGIN + 10, y, SIZE, number == 0, words, width)


def _lines(template: Template) -> Iterator[Line]:
    right, bottom = template.width - MARGIN, template.height - MARGIN
    yield Line(MARGIN, MARGIN, right, MARGIN, THIN)
    yield Line(MARGIN, MARGIN, MARGIN, bottom, THIN)
    for step in range(101):
        length = LONG if step % 10 == 0 else SHORT
        if MARGIN + step <= right:
            yield Line(MARGIN + step, MARGIN, MARGIN + step, MARGIN + length, THIN)
        if MARGIN + step <= bottom:
            yield Line(MARGIN, MARGIN + step, MARGIN + length, MARGIN + step, THIN)
