"""Builds resources/templates/roster-*.xlsx: the insurer's lists as districts begin with.

Run it after changing a column here; districts change their own copies in Excel.
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

TARGET = Path(__file__).parents[1] / "resources" / "templates"
SHARED = {"序号": 6, "户号": 26, "村居": 16, "姓名": 10, "性别": 6, "证件类型": 14}
SHARED |= {"证件号码": 22, "出生日期": 12, "年龄": 6, "与户主关系": 12}
MONEY = {"应交保费": 12, "财政补贴": 12, "自付": 12}
TAIL = {"保险起期": 12, "保险止期": 12, "参保号": 26, "保单号": 26, "备注": 16}
HOUSEHOLD = SHARED | {"投保身份": 10, "联系电话": 14, "户籍地址": 26, "认定类别": 22}
PERSON = SHARED | {"联系电话": 14, "户籍地址": 26, "认定类别": 26}
TOTALS = {"应交保费": "{合计保费}", "财政补贴": "{合计补贴}", "自付": "{合计自付}"}

LINE = Side(style="thin")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)


def build(name: str, columns: dict[str, int]) -> None:
    """Write one template: a heading, a line below it, titles, placeholders, totals."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "被保险人清单"
    sheet.append(["{方案}{年度}年度被保险人清单"])
    sheet.append(
        ["填报单位：{单位}  村居：{村居范围}  保险期间：{保险期间}  制表：{制表日期}"]
    )
    sheet.append(list(columns))
    sheet.append([f"{{{column}}}" for column in columns])
    sheet.append(
        ["合计", "{户数}户", "{人数}人", *(TOTALS.get(c) for c in list(columns)[3:])]
    )
    for row in (1, 2):
        sheet.merge_cells(
            start_row=row, start_column=1, end_row=row, end_column=len(columns)
        )
    sheet["A1"].font = Font(name="宋体", size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center")
    sheet["A2"].font = Font(name="宋体", size=11)
    sheet.row_dimensions[1].height = 30
    for row in (3, 4, 5):
        for cell in sheet[row]:
            cell.border = BOX
            cell.font = Font(name="宋体", size=10, bold=row != 4)
            if row == 3:
                cell.fill = PatternFill("solid", fgColor="FFE7EEF7")
                cell.alignment = Alignment(horizontal="center", wrap_text=True)
    for index, width in enumerate(columns.values(), 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.page_setup.orientation = "landscape"
    book.save(TARGET / name)


if __name__ == "__main__":
    build("roster-household.xlsx", HOUSEHOLD | MONEY | TAIL)
    build("roster-person.xlsx", PERSON | MONEY | TAIL)
