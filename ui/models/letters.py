"""The columns of sealed files: what went out, what came, what the next one holds."""

from jisheng_desktop.domain.bundles import SUFFIX
from jisheng_desktop.domain.enrollments import Row
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.states import STATE_NAMES
from jisheng_desktop.services.correspondence import Letter, Outcome
from ui.models.households import STATE_TONES
from ui.models.tables import RIGHT
from ui.models.values import Column
from ui.when import said_moment, today

OUTCOME_COLOURS: dict[Outcome, str] = {
    "written": "text",
    "failed": "bad",
    "applied": "good",
    "already_applied": "text_soft",
    "waiting": "warn",
    "refused": "bad",
}


OUTCOME_TONES: dict[Outcome, str] = {
    "written": "good",
    "failed": "warn",
    "applied": "good",
    "already_applied": "plain",
    "waiting": "warn",
    "refused": "bad",
}


def direction(letter: Letter) -> str:
    """Return whether a file was sent or came, in a word."""
    return "发出" if letter.is_ours else "收到"


def outcome_colour(letter: Letter) -> str:
    """Return the colour in which a file's outcome is told; a warning shows."""
    return "warn" if letter.warning else OUTCOME_COLOURS[letter.outcome]


def spaced(digits: str) -> str:
    """Return digits in groups of four, as people read them out."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


LETTERS: tuple[Column[Letter], ...] = (
    Column("时间", lambda letter: said_moment(letter.at, today())),
    Column("往来", direction),
    Column("结果", lambda letter: letter.text, colour=outcome_colour),
    Column("核对码", lambda letter: spaced(letter.spoken)),
    Column("文件", lambda letter: letter.file.removesuffix(SUFFIX)),
)

RECORDS: tuple[Column[Row], ...] = (
    Column("户主", lambda row: row.head_name),
    Column("村居", lambda row: f"{row.village} {row.group_name}".strip()),
    Column("人", lambda row: str(row.persons), RIGHT),
    Column("自付", lambda row: yuan(row.self_pay_fen or 0), RIGHT),
    Column(
        "状态",
        lambda row: STATE_NAMES[row.state],
        colour=lambda row: STATE_TONES[row.state],
    ),
)
