"""Workbooks whose long lists are streamed: a frame by XlsxWriter, our rows within it.

The frame is the whole workbook with one empty row, in its styles, for each list. It is
made again whenever the length of a list is known, for what stands below has moved.
Memory does not grow with the rows.
"""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from jisheng_desktop.domain.lists import Kind, Value
from jisheng_desktop.spreadsheets.rows import Column, row_writer

# Given the rows of each list, the workbook in which an empty row stands for its last.
Frame = Callable[[Sequence[int]], bytes]

BATCH = 500

_CELL = re.compile(rb'<c r="([A-Z]+)\d+"(?: s="(\d+)")?')


class Block(NamedTuple):
    """The list of one sheet: the row it begins in, counted from 1, and what it holds."""

    first: int
    kinds: Sequence[Kind | None]
    rows: Iterable[Sequence[Value]]


def write_spliced(stream: IO[bytes], frame: Frame, blocks: Sequence[Block]) -> None:
    """Write a workbook that has one block on each of its sheets."""
    counts = [1] * len(blocks)
    made = frame(counts)
    with ZipFile(stream, "w", ZIP_DEFLATED) as book:
        for index, block in enumerate(blocks):
            above, pattern = _above(_sheet(made, index), block.first)
            with book.open(_name(index), "w") as sheet:
                sheet.write(above)
                counts[index] = _stream(sheet, block, _columns(pattern, block.kinds))
                made = frame(counts)
                sheet.write(_below(_sheet(made, index), block.first + counts[index]))
        _copy_others(made, book, {_name(index) for index in range(len(blocks))})


def _stream(sheet: IO[bytes], block: Block, columns: Sequence[Column]) -> int:
    """Write the rows of a block and return how many there were."""
    write, number = row_writer(columns), block.first
    waiting: list[str] = []
    for number, values in enumerate(block.rows, block.first + 1):
        waiting.append(write(number - 1, values))
        if len(waiting) == BATCH:
            sheet.write("".join(waiting).encode())
            waiting.clear()
    sheet.write("".join(waiting).encode())
    return number - block.first


def _columns(pattern: bytes, kinds: Sequence[Kind | None]) -> list[Column]:
    cells = _CELL.findall(pattern)
    return [
        Column(letters.decode(), style.decode() or "0", kind)
        for (letters, style), kind in zip(cells, kinds, strict=True)
    ]


def _above(xml: bytes, row: int) -> tuple[bytes, bytes]:
    """Return what stands before a row, and the row."""
    start = _start_of(xml, row)
    return xml[:start], xml[start : _start_of(xml, row + 1)]


def _below(xml: bytes, row: int) -> bytes:
    return xml[_start_of(xml, row) :]


def _start_of(xml: bytes, row: int) -> int:
    """Return where the first row of this number or a later one begins, or would."""
    for found in re.finditer(rb'<row r="(\d+)"', xml):
        if int(found[1]) >= row:
            return found.start()
    return xml.index(b"</sheetData>")


def _name(index: int) -> str:
    return f"xl/worksheets/sheet{index + 1}.xml"


def _sheet(frame: bytes, index: int) -> bytes:
    """Return a sheet without its dimension, which nobody knows before its end."""
    with ZipFile(io.BytesIO(frame)) as book:
        xml = re.sub(rb"<dimension [^>]*/>", b"", book.read(_name(index)))
    return xml.replace(b"<sheetData/>", b"<sheetData></sheetData>")


def _copy_others(frame: bytes, book: ZipFile, done: set[str]) -> None:
    with ZipFile(io.BytesIO(frame)) as source:
        for each in source.infolist():
            if each.filename not in done:
                book.writestr(each, source.read(each))
