"""The recovery sheet on A4: the lines to copy, the same as a QR code, and what to do."""

from collections.abc import Iterator, Sequence

from jisheng_desktop.domain.recovery_paper import RecoveryPaper
from jisheng_desktop.printing.fitting import text_width
from jisheng_desktop.printing.sheets import Code, Line, Sheet, Text

WIDTH, HEIGHT = 210.0, 297.0
MARGIN = 25.0
RIGHT = WIDTH - MARGIN
TITLE, LARGE, PLAIN = 24.0, 20.0, 11.0
STEP = 14.0
LEADING = 7.0
CODE_SIZE = 45.0
THICKNESS = 0.3
CELL = 7.8
HOW_TO = (
    "忘记密码时：登录页按“忘记密码”，逐行输入上面四行字，再设新密码。",
    "每行最后一个字母用来核对，输错时程序会说出是第几行；字母不分大小写。",
    "谁拿着这张纸，谁就能打开这里的全部数据：请装入信封封好，锁进保险柜；",
    "不要拍照，不要和电脑、备份放在一起。更换密钥以后，这张纸作废。",
)


def recovery_sheet(paper: RecoveryPaper) -> Sheet:
    """Return the sheet, to be printed once and locked away."""
    top = 78.0
    below = top + STEP * len(paper.lines)
    return Sheet(
        WIDTH,
        HEIGHT,
        texts=(
            *_head(paper),
            *_secret(paper.lines, top),
            *_advice(below + CODE_SIZE + 12),
            *_signatures(HEIGHT - 38),
        ),
        lines=(
            Line(MARGIN, 62, RIGHT, 62, THICKNESS),
            Line(MARGIN, below - 6, RIGHT, below - 6, THICKNESS),
        ),
        codes=(Code(MARGIN, below, CODE_SIZE, "\n".join(paper.lines)),),
    )


def _head(paper: RecoveryPaper) -> Iterator[Text]:
    yield _text(MARGIN, 40, "恢复单", TITLE, bold=True)
    yield _text(MARGIN, 54, f"{paper.name}（{paper.code}）", PLAIN)
    yield _right(54, f"{paper.day} 打印")


def _secret(lines: Sequence[str], top: float) -> Iterator[Text]:
    """Each group of letters stands at the same place in every line."""
    for number, line in enumerate(lines, 1):
        y = top + STEP * (number - 1)
        yield _text(MARGIN, y, f"{number}", PLAIN)
        for place, letter in enumerate(line):
            middle = MARGIN + 14 + CELL * place
            half = text_width(letter, LARGE, bold=True) / 2
            yield _text(middle - half, y, letter, LARGE, bold=True)


def _advice(top: float) -> Iterator[Text]:
    for number, sentence in enumerate(HOW_TO):
        yield _text(MARGIN, top + LEADING * number, sentence, PLAIN)


def _signatures(y: float) -> Iterator[Text]:
    yield _text(MARGIN, y, "保管人签字：", PLAIN)
    yield _text(WIDTH / 2, y, "封存日期：", PLAIN)


def _right(y: float, text: str) -> Text:
    return _text(RIGHT - text_width(text, PLAIN, bold=False), y, text, PLAIN)


def _text(x: float, y: float, text: str, size: float, *, bold: bool = False) -> Text:
    return Text(x, y, size, bold, text, text_width(text, size, bold=bold))
