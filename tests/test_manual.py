"""The manual and the desk card say what the program does: keys, pages, words, pictures."""

import ast
import re
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import click
import pypdfium2
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from jisheng_desktop.cli.main import COMMANDS
from jisheng_desktop.domain import refusals
from jisheng_desktop.domain.key_cards import Key, KeyGroup, key_group
from jisheng_desktop.domain.problems import SENTENCES
from jisheng_desktop.printing.desk_cards import HEIGHT, WIDTH, desk_card
from jisheng_desktop.services.guides import DESK_CARD, MANUAL, guide, write_desk_card
from jisheng_desktop.services.library import close_library
from tests.ui.families import found
from tools.manual import DOCS, PICTURES
from tools.manual_book import digest
from ui.app import made_program
from ui.places import IMPORTING, PLACES
from ui.workspace import Workspace

ROOT = Path(__file__).parents[1]
BOOK = DOCS / "manual.zh-CN.md"
TEXT = BOOK.read_text("utf-8")
LARGEST_DOCS = 3 << 20
MOST_PAGES = 10
# What stands before the desk: their screens come one at a time, so they are read.
DOORS = ("first_start", "forgotten", "sign_in", "trouble")
NAMED = re.compile(r"[「【]([^」】]+)[」】]`([^`]+)`")

Keys = set[tuple[str, str]]


@pytest.fixture(scope="module")
def workspace(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """The desk of a district, which has every page, all of them built."""
    folder = tmp_path_factory.mktemp("manual")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JISHENG_STATE", str(folder / "state"))
        found(folder / "here", schemes=2)
        close_library()
        program = made_program(folder / "here")
        program.start()
    assert program.workspace is not None
    for place in (*PLACES, IMPORTING):
        program.workspace.page(place.name)
    yield program.workspace
    program.stop()
    program.window.deleteLater()
    qapp.processEvents()


@pytest.fixture(scope="module")
def known(workspace: Workspace) -> Keys:
    """The words and keys of everything that the window does."""
    desk = {
        (a.text(), a.shortcut().toString()) for a in workspace.findChildren(QAction)
    }
    return desk | set(before_the_desk())


def before_the_desk() -> Iterator[tuple[str, str]]:
    """Yield the pairs of strings that stand in one call or tuple of a door's module."""
    for door in DOORS:
        tree = ast.parse((ROOT / "ui" / "pages" / f"{door}.py").read_text("utf-8"))
        for node in ast.walk(tree):
            parts = list(ast.iter_child_nodes(node))
            parts += [p.value for p in parts if isinstance(p, ast.keyword)]
            strings = [str(p.value) for p in parts if isinstance(p, ast.Constant)]
            yield from product(strings, strings)


def test_every_key_named_with_its_words_does_that(known: Keys) -> None:
    named = NAMED.findall(TEXT)
    assert len(named) > 80
    assert not [pair for pair in named if pair not in known]


def test_every_key_in_the_manual_is_one_of_the_window(known: Keys) -> None:
    keys = {keys for _, keys in known}
    assert not [each for each in re.findall(r"`([^`]+)`", TEXT) if each not in keys]


def test_every_page_has_its_place_in_the_manual(workspace: Workspace) -> None:
    pages = set(re.findall(r"【([^】]+)】", TEXT))
    assert pages <= {place.title for place in PLACES}
    assert not [p for p in PLACES if f"【{p.title}】`{p.keys}`" not in TEXT]


def test_words_that_the_manual_quotes_are_in_the_program() -> None:
    folders = (ROOT / "ui", ROOT / "jisheng_desktop")
    program = "".join(p.read_text("utf-8") for f in folders for p in f.rglob("*.py"))
    assert not [
        each for each in re.findall("「([^」]+)」", TEXT) if each not in program
    ]


def test_every_code_that_is_explained_exists() -> None:
    codes = set(SENTENCES) | {str(each) for each in vars(refusals).values()}
    explained = re.findall(r"^\| ([EWI]\d{3}) \|", TEXT, re.MULTILINE)
    assert explained
    assert not [code for code in explained if code not in codes]


def test_every_picture_is_made_and_shown() -> None:
    wanted = set(re.findall(r"\]\(images/([\w-]+)\.png\)", TEXT))
    assert wanted == {picture.name for picture in PICTURES}
    assert wanted == {file.stem for file in (DOCS / "images").iterdir()}


def test_what_ships_is_small() -> None:
    files = [file for file in DOCS.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= LARGEST_DOCS


def test_the_printed_manual_is_of_this_text() -> None:
    made = pypdfium2.PdfDocument(guide(MANUAL))
    assert made.get_metadata_value("Creator") == f"manual {digest(BOOK)}", "make manual"
    assert len(made) <= MOST_PAGES


def test_the_desk_card_is_of_this_window(workspace: Workspace, tmp_path: Path) -> None:
    fresh = tmp_path / "card.pdf"
    write_desk_card(workspace.key_groups(), fresh)
    assert words_of(fresh) == words_of(guide(DESK_CARD)), "make manual"


def words_of(file: Path) -> str:
    pages = pypdfium2.PdfDocument(file)
    assert len(pages) == 1
    return str(pages[0].get_textpage().get_text_range())


def test_everything_on_the_card_stands_on_the_paper(workspace: Workspace) -> None:
    sheet = desk_card("卡片", "说明", workspace.key_groups())
    assert not [
        t for t in sheet.texts if t.x < 0 or t.x + t.width > WIDTH or t.y > HEIGHT
    ]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_names_every_command(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    assert not [name for name in commands(COMMANDS) if f"`{name}`" not in text]


def commands(known: Iterable[click.Command], group: str = "") -> Iterator[str]:
    """Yield the commands by name; of a group that only holds others, those."""
    for each in known:
        within = each.commands.values() if isinstance(each, click.Group) else ()
        if not within or getattr(each, "invoke_without_command", False):
            yield f"{group}{each.name}"
        yield from commands(within, f"{group}{each.name} ")


def test_a_card_says_a_key_once() -> None:
    own = [Key("Ctrl+E", "更正"), Key("Ctrl+E", "继续录入"), Key("", "没有键")]
    within = [Key("Return", "确定"), Key("Esc", "不了"), Key("Space", "勾选")]
    group = key_group("家庭", "Ctrl+3", own, within)
    assert group.keys == (Key("Ctrl+E", "更正、继续录入"), Key("空格", "勾选"))


def test_choices_in_a_row_are_one_line() -> None:
    choices = [Key(f"Alt+{n}", f"只看{n}") for n in range(1, 6)]
    assert key_group("统计", "", choices).keys == (Key("Alt+1至5", "只看其中一类"),)


@pytest.mark.parametrize("count", [1, 3, 200])
def test_a_card_of_any_length_is_one_page(count: int) -> None:
    group = KeyGroup("页", "Ctrl+1", tuple(Key(f"F{n}", "做一件事") for n in range(3)))
    sheet = desk_card("卡片", "说明", [group] * count)
    assert len(sheet.lines) == count
    assert max(text.y for text in sheet.texts) < HEIGHT
