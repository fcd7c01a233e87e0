"""The files that ship with the program, and the only way to reach them."""

from pathlib import Path

# Source tree, wheel and frozen program keep them as plain files beside this one;
# `importlib.resources` would say the same and cost 6 ms of every start.
HERE = Path(__file__).parent


def resource(*parts: str) -> Path:
    """Return the shipped file or folder at `parts` below `resources/`."""
    return HERE.joinpath(*parts)


def document(name: str) -> Path:
    """Return a file of `docs/`, which travels beside `resources/`."""
    return HERE.parent / "docs" / name
