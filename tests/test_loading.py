"""Heavy libraries stay outside until something of theirs is wanted."""

import subprocess
import sys
from importlib.util import find_spec
from types import ModuleType

import pytest

from jisheng_desktop.loading import HEAVY, Deferred

NOTHING_LOADED = """
import sys
from jisheng_desktop.loading import HEAVY
loaded = [library.__name__ for library in HEAVY if library.__name__ in sys.modules]
assert not loaded, loaded
"""


def test_the_door_itself_loads_nothing() -> None:
    subprocess.run([sys.executable, "-c", NOTHING_LOADED], check=True)


@pytest.mark.parametrize("library", HEAVY, ids=lambda library: library.__name__)
def test_every_library_behind_the_door_is_there(library: ModuleType) -> None:
    assert find_spec(library.__name__)


def test_a_deferred_library_answers_for_itself() -> None:
    library = Deferred("colorsys")
    assert library.rgb_to_hsv(1, 0, 0) == (0, 1, 1)
    assert "hsv_to_rgb" in vars(library)


def test_an_unknown_name_is_refused_as_python_does() -> None:
    with pytest.raises(AttributeError, match="no_such_thing"):
        _ = Deferred("colorsys").no_such_thing


def test_a_missing_library_says_so_only_when_used() -> None:
    library = Deferred("no_such_library")
    with pytest.raises(ModuleNotFoundError, match="no_such_library"):
        _ = library.anything
