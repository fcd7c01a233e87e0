"""The files that ship with the program, and the only way to reach them."""

from importlib.resources import files
from importlib.resources.abc import Traversable


def resource(*parts: str) -> Traversable:
    """Return the shipped file or folder at `parts` below `resources/`."""
    return files("resources").joinpath(*parts)
