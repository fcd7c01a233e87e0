"""Where the program begins: the window, or one command of the command line."""

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from jisheng_desktop.paths import data_folder

if TYPE_CHECKING:  # named for the import contracts and for the frozen program
    import jisheng_desktop.cli.main
    import ui.app
    import ui.self_test

    DOORS = (jisheng_desktop.cli.main.run, ui.app.run, ui.self_test.run)

SELF_TEST = "--self-test"


def main() -> int:
    """Open the window, or run the command line; return the exit code.

    A window needs no command line and a command no Qt, so each is imported alone.
    """
    if getattr(sys, "frozen", False):
        # A frozen program is started again as its own worker, to open many bundles.
        import_module("multiprocessing").freeze_support()
    arguments = sys.argv[1:]
    if arguments == [SELF_TEST]:
        return int(import_module("ui.self_test").run())
    folder = window_folder(arguments)
    if folder is not None:
        gc.disable()  # nothing made at the start is garbage; ui.app turns it on again
        return int(import_module("ui.app").run(folder))
    return int(import_module("jisheng_desktop.cli.main").run(arguments))


def window_folder(arguments: Sequence[str]) -> Path | None:
    """Return the data folder when the arguments name no command, else None."""
    match arguments:
        case []:
            return data_folder()
        case ["--data", folder]:
            return Path(folder)
    return None


if __name__ == "__main__":
    sys.exit(main())
