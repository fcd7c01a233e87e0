"""From nothing to a window that can be used, with 50,000 households in the library."""

import os
from collections.abc import Iterable

from tests.benchmarks.figures import Figure
from tests.benchmarks.libraries import large_library
from tests.benchmarks.processes import EMPTY_WINDOW, side_by_side_ms

ALLOWED = 1.5

# As `__main__` does it, garbage is not collected until the window is shown.
USABLE_WINDOW = """
import gc
gc.disable()
from jisheng_desktop.paths import data_folder
from ui.app import application, made_program
app = application()
program = made_program(data_folder())
program.start()
program.window.show()
app.processEvents()
assert program.workspace is not None
"""


def figures() -> Iterable[Figure]:
    """Our window on a large library against an empty one that imports as much."""
    environment = {
        "JISHENG_DATA": str(large_library()),
        "JISHENG_STATE": os.environ["JISHENG_STATE"],
    }
    floor, ours = side_by_side_ms(EMPTY_WINDOW, USABLE_WINDOW, environment=environment)
    yield Figure("start to a usable window / an empty window", floor, ours, ALLOWED)
