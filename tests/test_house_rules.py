"""Rules of the house that no linter knows, each with its reason."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("jisheng_desktop", "db", "ui", "resources", "tests", "tools", ".ci")
TEXT = {"", ".py", ".toml", ".lock", ".spec", ".sh", ".md", ".yaml", ".txt", ".json"}
PROGRAM = ("jisheng_desktop/", "db/", "ui/", "resources/")
LINES_AT_MOST = 400
LINES_OF_TESTS_AT_MOST = 500


class Rule(NamedTuple):
    """Text that must not stand in the files below some folders, and why."""

    reason: str
    pattern: str
    below: tuple[str, ...] = ("",)


RULES = (
    Rule(
        "no registry addresses: each machine has its own",
        r"https?://[^\s/]*(pypi|pythonhosted|npmjs|registry|mirror|artifactory)",
    ),
    Rule(
        "no package sources: pip's own configuration decides",
        r"--(extra-)?index-url|--find-links|--trusted-host",
    ),
    Rule(
        "no paths of one machine: nobody else has them",
        r"(?<![\w.])/(work|home|root|Users)/\w",
    ),
    Rule(
        "no promises in the code: do it, or open an issue",
        r"\b(TODO|FIXME|XXX|HACK)\b",
    ),
    Rule(
        "no print: commands write through click, the rest through logging",
        r"(?<![\w.])print\(",
        PROGRAM,
    ),
    Rule(
        "no wholesale Qt: name what is used",
        r"from PySide6(\.\w+)? import \*|^import PySide6$",
    ),
    Rule(
        "no clock in the domain: a document decides the same on every day",
        r"datetime\.now\(|date\.today\(|time\.time\(",
        ("jisheng_desktop/domain/",),
    ),
    Rule(
        "no mocks of Qt: since 6.10 they crash the interpreter",
        r"\b(Magic|Async|NonCallable)?Mock\(",
        ("tests/ui/", "tests/end_to_end/"),
    ),
)
DRAWER = re.compile(r"(^|/)(utils?|helpers?|common|misc|managers?|base|core)(\.py|/)")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def sources() -> Iterator[Path]:
    """Every text file that people write: this file quotes what it forbids."""
    folders = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    for path in sorted([*ROOT.glob("*"), *folders]):
        if path.is_file() and path.suffix in TEXT and path != Path(__file__):
            yield path


SOURCES = tuple(path for path in sources() if "__pycache__" not in path.parts)
MODULES = tuple(path for path in SOURCES if path.suffix == ".py")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.reason)
def test_rule_is_kept(rule: Rule) -> None:
    pattern = re.compile(rule.pattern, re.MULTILINE)
    broken = [
        f"{name_of(path)}:{text[: match.start()].count(chr(10)) + 1}: {match.group()}"
        for path in SOURCES
        if name_of(path).startswith(rule.below)
        for text in (path.read_text("utf-8"),)
        for match in pattern.finditer(text)
    ]
    assert not broken, rule.reason


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_fits_its_subject(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    tests = name_of(path).startswith("tests/")
    most = LINES_OF_TESTS_AT_MOST if tests else LINES_AT_MOST
    assert lines <= most, f"{lines} lines: two subjects share one module"


def test_no_module_is_a_drawer() -> None:
    assert not [name for path in MODULES if DRAWER.search(name := name_of(path))]


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    locked = re.findall(
        r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE
    )
    assert not {canonical(line) for line in wanted} - {canonical(n) for n in locked}, (
        "run `make lock`"
    )


def canonical(requirement: str) -> str:
    """The name of a requirement as package indexes compare it."""
    name = re.match(r"[\w.-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def test_every_locked_file_is_known_by_its_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    entries = re.split(r"\n(?=\w)", lock.split("\n", 1)[1])
    assert not [entry for entry in entries if "--hash=sha256:" not in entry]


def test_qt_binding_is_pinned_where_it_was_proved() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "pyside6-essentials==6.11.3" in lock
    assert "shiboken6==6.11.3" in lock
