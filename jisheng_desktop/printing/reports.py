"""A report in prose on A4: a heading, sections of sentences, page numbers."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jisheng_desktop.domain.explaining import Section
from jisheng_desktop.printing.fitting import text_width, wrapped
from jisheng_desktop.printing.sheets import MM_PER_POINT, Sheet, Text

WIDTH, HEIGHT = 210.0, 297.0
LEFT, TOP, BOTTOM = 28.0, 30.0, 28.0
ROOM = WIDTH - 2 * LEFT
SPACING = 1.7
HEADING_SIZE, TITLE_SIZE, TEXT_SIZE, NUMBER_SIZE = 16.0, 13.0, 11.5, 9.0
INDENT = "　　"
FOOT = HEIGHT - 15.0


class _Line(NamedTuple):
    text: str
    size: float
    bold: bool = False
    centred: bool = False

    @property
    def height(self) -> float:
        """Return how far down the line reaches, in mm."""
        return self.size * SPACING * MM_PER_POINT


def report_sheets(
    heading: str, under: str, sections: Sequence[Section]
) -> tuple[Sheet, ...]:
    """Return the pages of a report; nothing is cut, long sentences are broken."""
    pages = list(_pages(_lines(heading, under, sections)))
    return tuple(
        Sheet(WIDTH, HEIGHT, texts=(*texts, _number(index, len(pages))))
        for index, texts in enumerate(pages, 1)
    )


def _lines(heading: str, under: str, sections: Sequence[Section]) -> Iterator[_Line]:
    for text in wrapped(heading, ROOM, HEADING_SIZE, bold=True):
        yield _Line(text, HEADING_SIZE, bold=True, centred=True)
    for text in wrapped(under, ROOM, TEXT_SIZE):
        yield _Line(text, TEXT_SIZE, centred=True)
    for section in sections:
        yield _Line("", TEXT_SIZE / 2)
        yield _Line(section.title, TITLE_SIZE, bold=True)
        for sentence in section.lines:
            for text in wrapped(INDENT + sentence, ROOM, TEXT_SIZE):
                yield _Line(text, TEXT_SIZE)


def _pages(lines: Iterator[_Line]) -> Iterator[list[Text]]:
    page: list[Text] = []
    y = TOP
    for line in lines:
        if y + line.height > HEIGHT - BOTTOM:
            yield page
            page, y = [], TOP
        y += line.height
        if line.text:
            page.append(_text(line, y))
    yield page


def _text(line: _Line, y: float) -> Text:
    width = text_width(line.text, line.size, bold=line.bold)
    x = (WIDTH - width) / 2 if line.centred else LEFT
    return Text(x, y, line.size, line.bold, line.text, width)


def _number(page: int, pages: int) -> Text:
    words = f"第{page}页，共{pages}页"
    return _text(_Line(words, NUMBER_SIZE, centred=True), FOOT)
