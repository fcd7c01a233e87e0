"""The house keeps its shape: layers, empty package files, no Qt below the windows."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
PACKAGES = ("jisheng_desktop", "db", "ui", "resources")
MODULES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py")
)

# The two package files that do something: the one way to a shipped file, and
# the list of migration steps.
PACKAGES_THAT_SPEAK = {"resources/__init__.py", "db/migrations/__init__.py"}

IMPORT_ALL_WITHOUT_QT = """
import importlib, sys
sys.modules.update({"PySide6": None, "shiboken6": None})
for name in sys.argv[1:]:
    importlib.import_module(name)
"""


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(
        ".__init__"
    )


def test_imports_keep_their_contracts(capsys: pytest.CaptureFixture[str]) -> None:
    kept = lint_imports(
        config_filename=str(ROOT / "pyproject.toml"), no_cache=True, show_timings=False
    )
    assert kept == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_opens_with_one_line_on_what_it_is_for(path: Path) -> None:
    promise = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    assert promise, "a module begins with its docstring"
    assert promise.splitlines()[0].endswith((".", "。")), promise.splitlines()[0]


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.name == "__init__.py"], ids=name_of
)
def test_package_file_holds_a_docstring_only(path: Path) -> None:
    if name_of(path) in PACKAGES_THAT_SPEAK:
        return
    allowed = (
        (ast.Expr, ast.Assign) if path.parent.name == "jisheng_desktop" else ast.Expr
    )
    statements = ast.parse(path.read_text("utf-8")).body
    assert all(isinstance(statement, allowed) for statement in statements)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_stand_at_the_top(path: Path) -> None:
    hidden = [f"line {line}" for line in imports_inside_functions(path)]
    assert not hidden, "heavy libraries come through jisheng_desktop/loading.py"


def imports_inside_functions(path: Path) -> Iterator[int]:
    for function in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield node.lineno


def test_everything_below_the_windows_lives_without_qt() -> None:
    names = [
        module_of(path)
        for path in MODULES
        if not name_of(path).startswith("ui/") and path.name != "__main__.py"
    ]
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL_WITHOUT_QT, *names],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
