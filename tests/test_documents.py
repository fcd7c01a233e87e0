"""What the documents name exists: links, make targets, files, commands."""

import re
from pathlib import Path

import click
import pytest

from jisheng_desktop.cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md")


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", text_of(document))
    assert not [link for link in links if not (ROOT / link).exists()]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_make_targets_exist(document: str) -> None:
    named = set(re.findall(r"^make (\w+)|`make (\w+)", text_of(document), re.MULTILINE))
    targets = set(re.findall(r"^(\w+):", text_of("Makefile"), re.MULTILINE))
    assert {first or second for first, second in named} <= targets


def test_modules_named_for_contributors_exist() -> None:
    named = re.findall(r"`((?:\w+/)+\w+\.\w+)`", text_of("CONTRIBUTING.md"))
    assert named
    places = (ROOT, ROOT / "jisheng_desktop")
    missing = [name for name in named if not any((p / name).exists() for p in places)]
    assert not [name for name in missing if "NNNN" not in name]


@pytest.mark.parametrize("document", ["README.md", "README.zh-CN.md"])
def test_commands_named_to_the_reader_exist(document: str) -> None:
    rows = re.findall(r"^\| (`[^|]+) \|", text_of(document), re.MULTILINE)
    named = {
        words.split()[0] for row in rows for words in re.findall(r"`([^`]+)`", row)
    }
    commands = {command.name for command in COMMANDS}
    assert commands <= named
    assert {name for name in named if name.islower()} - commands <= {
        "make",
        ".venv/bin/jisheng",
    }


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_says_what_it_does(command: click.Command) -> None:
    assert command.help
