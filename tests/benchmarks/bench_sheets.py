"""Rosters in: reading, checking and storing 50,000 rows of 20 columns."""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from db.connection import transaction, write, write_all
from db.queries import enrollments
from jisheng_desktop.loading import openpyxl, python_calamine
from jisheng_desktop.services.importing_rosters import Choice, import_roster
from jisheng_desktop.services.library import close_library
from tests.benchmarks.figures import Figure
from tests.households import district, raw_family

FAMILIES = 16_667
TITLES = (
    *("序号", "村居", "村组", "户号", "被保险人姓名", "性别", "与户主关系", "证件类型"),
    *("证件号码", "出生日期", "户口性质", "户籍地址", "居住地址", "联系电话"),
    *("光荣证编号", "份数", "缴费方式", "自愿参保", "本人签字", "备注"),
)
COLUMNS = [f"c{number} TEXT" for number in range(len(TITLES))]
ALLOWED_IMPORT = 3
WORDS = {"02": "户主", "12": "妻", "22": "长子"}

HOUSEHOLD = """
    INSERT INTO household (id, uid, station, head_key) VALUES (1, 'h', 's', '')
"""
ENROLLMENT = """
    INSERT INTO enrollment (id, uid, household_id, station, scheme, policy_year, state,
        live, village, group_name, head_name, phone, persons, enrolled_on, updated_at,
        operator)
    VALUES (1, 'e', 1, 's', 's', 2026, 'DRAFT', 0, '', '', '', '', 1, '', '', '')
"""
PERSON = """
    INSERT INTO person (enrollment_id, ref, name, id_no, scheme, policy_year, insured,
        live, characters, initials, digits)
    VALUES (1, ?, ?, ?, 's', 2026, 1, 0, ?, ?, ?)
"""


def figures() -> Iterable[Figure]:
    """Import a roster against reading its cells and inserting the same rows.

    The floor keeps all 20 cells of every row in a table without any index, and the
    persons' names, numbers and telephones in the library's own table with its indexes:
    no program whose search knows every person at once could do without them.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "roster.xlsx"
        write_roster(file)
        district(folder / "floor")
        floor = _timed(lambda: _insert(_cells(file)))
        close_library()
        operator = district(folder / "data").operator
        ours = _timed(lambda: import_roster(file, Choice(), operator=operator))
        close_library()
    name = "import 50,000 rows × 20 / calamine and inserting them"
    yield Figure(name, floor, ours, ALLOWED_IMPORT)


def write_roster(file: Path) -> None:
    """Write a roster of three-person families, 20 columns, all text."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("花名册")
    sheet.append(TITLES)
    for row in _rows():
        sheet.append(row)
    book.save(file)


def _rows() -> Iterator[tuple[str, ...]]:
    for n in range(FAMILIES):
        before = (str(n), "610103001001", "二组", f"H{n:06}")
        home = ("城镇", f"碑林区某街道{n}号", f"碑林区某小区{n}幢", f"139{n:08}")
        rest = ("陕A0001", "1", "手机支付", "是", "是", "无")
        for member in raw_family(n)["members"]:
            relation = WORDS[member["relation_code"]]
            number = ("居民身份证", member["id_no"], "")
            yield (*before, member["name"], "", relation, *number, *home, *rest)


def _cells(file: Path) -> list[tuple[str, ...]]:
    with python_calamine.CalamineWorkbook.from_path(str(file)) as workbook:
        rows = workbook.get_sheet_by_index(0).to_python()
    return [tuple(map(str, row)) for row in rows[1:]]


def _persons(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    at = tuple(map(TITLES.index, ("被保险人姓名", "证件号码", "联系电话")))
    said = ([row[column] for column in at] for row in rows)
    return [
        ("m", name, number, " ".join(name), "w x m", f"{number} {phone}")
        for name, number, phone in said
    ]


def _insert(rows: list[tuple[str, ...]]) -> None:
    with transaction():
        write(f"CREATE TABLE cells ({', '.join(COLUMNS)}) STRICT")
        marks = ", ".join("?" * len(TITLES))
        write_all(f"INSERT INTO cells VALUES ({marks})", rows)
        write(HOUSEHOLD)
        write(ENROLLMENT)
        write_all(PERSON, _persons(rows))
        for words in (enrollments._ADD_NAMES, enrollments._ADD_DIGITS):
            write(words, 1, 1)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
