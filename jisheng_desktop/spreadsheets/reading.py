"""Reading a workbook: .xlsx, .xls, .ods through calamine, .csv as text."""

import csv
import io
import zipfile
from pathlib import Path

from jisheng_desktop.domain.names import SUGGESTIONS
from jisheng_desktop.domain.sheets import Cell, Merge, Row, Sheet
from jisheng_desktop.errors import EnvironmentTrouble
from jisheng_desktop.loading import python_calamine

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb", ".et")
TEXTS = (".csv", ".txt", ".tsv")
DELIMITERS = ",\t;，"
LARGEST_FILE = 200_000_000
MOST_CELLS = 50_000_000
SAMPLE = 8192

# GB 18030 files of before 2022 hold some characters in the private use area.
_STANDARD = str.maketrans(SUGGESTIONS)


class UnreadableSheet(EnvironmentTrouble):
    """The file is no workbook we can read; the sentence says what to do."""


def read_workbook(file: Path) -> tuple[Sheet, ...]:
    """Return the visible sheets of a workbook, all cells as values.

    Raises `UnreadableSheet` for a damaged, protected or foreign file.
    """
    _check_size(file)
    if file.suffix.lower() in TEXTS:
        return (Sheet(file.stem, _text_rows(file)),)
    if file.suffix.lower() not in WORKBOOKS:
        raise UnreadableSheet(
            f"“{file.name}”不是表格文件，请选择 .xlsx、.xls、.ods 或 .csv 文件"
        )
    try:
        return _sheets(file)
    except python_calamine.PasswordError as error:
        raise UnreadableSheet(
            f"“{file.name}”有打开密码，请在Excel中取消密码后再导入"
        ) from error
    except (python_calamine.CalamineError, zipfile.BadZipFile, ValueError) as error:
        raise UnreadableSheet(
            f"“{file.name}”打不开：文件损坏或不是真正的表格，"
            "请用Excel或WPS打开后另存为 .xlsx"
        ) from error


def decode(raw: bytes) -> str:
    """Return the text of a CSV file: UTF-8, UTF-16 with its mark, else GB 18030."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace").translate(_STANDARD)


def _check_size(file: Path) -> None:
    """Refuse what would fill the memory, before anything is unpacked."""
    try:
        size = file.stat().st_size
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                size = max(size, sum(i.file_size for i in archive.infolist()) // 20)
    except (OSError, zipfile.BadZipFile) as error:
        raise UnreadableSheet(f"读不了“{file}”，请检查路径和权限") from error
    if size > LARGEST_FILE:
        raise UnreadableSheet(f"“{file.name}”太大，请拆成几个文件再导入")


def _sheets(file: Path) -> tuple[Sheet, ...]:
    with python_calamine.CalamineWorkbook.from_path(str(file)) as workbook:
        visible = python_calamine.SheetVisibleEnum.Visible
        names = [
            each.name for each in workbook.sheets_metadata if each.visible == visible
        ]
        return tuple(_sheet(workbook, name) for name in names)


def _sheet(workbook: "python_calamine.CalamineWorkbook", name: str) -> Sheet:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise UnreadableSheet(f"工作表“{name}”太大，请删去空行空列后再导入")
    rows: list[Row] = sheet.to_python(skip_empty_area=False)
    merges = sheet.merged_cell_ranges or []
    return Sheet(name, rows, tuple(_merge(*each) for each in merges if rows))


def _merge(start: tuple[int, int], end: tuple[int, int]) -> Merge:
    return Merge(*start, *end)


def _text_rows(file: Path) -> list[Row]:
    text = decode(file.read_bytes()).replace("\x00", "")
    table = csv.reader(io.StringIO(text, newline=""), _dialect(text))
    return [[_text_cell(cell) for cell in row] for row in table]


def _dialect(text: str) -> type[csv.Dialect]:
    """Return the dialect with the delimiter that the first line holds most of."""
    first = text[:SAMPLE].splitlines()[:5]
    best = max(
        DELIMITERS, key=lambda mark: max((x.count(mark) for x in first), default=0)
    )

    class Chosen(csv.excel):
        delimiter = best

    return Chosen


def _text_cell(cell: str) -> Cell:
    """Numbers in a CSV are text; what Excel protected as ="…" or '… is unwrapped."""
    if cell.startswith('="') and cell.endswith('"'):
        return cell[2:-1]
    return cell.strip()
