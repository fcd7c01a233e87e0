"""The application object: style, language, fonts; then the window."""

import builtins
import gc
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from jisheng_desktop.loading import Deferred
from jisheng_desktop.paths import log_folder
from resources import resource

if TYPE_CHECKING:
    from jisheng_desktop import faults, logs
    from ui import program
else:
    faults = Deferred("jisheng_desktop.faults")
    logs = Deferred("jisheng_desktop.logs")
    program = Deferred("ui.program")

FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
# Asked for here because `setStyle` would wrap Qt's style for Python, at 15 ms.
STYLE = ("-style", "fusion")
RARE_FONT = "RareHan.ttf"
FAMILIES = ("Noto Sans SC", "Jisheng Rare Han", "SimSun-ExtB")
FONTS_LATER_MS = 1_500


def run(folder: Path) -> int:
    """Show the window for the station in `folder`; return when it is closed."""
    app = application()
    made = made_program(folder)
    made.errors.catch_everything()
    log = logs.log_to(log_folder(folder))
    crash = faults.watch_faults(log_folder(folder))
    made.start()
    made.window.show()
    collect_garbage_again()
    if crash:
        made.errors.broken.emit(crash)
    QTimer.singleShot(FONTS_LATER_MS, app, load_rare_font)
    try:
        return app.exec()
    finally:
        made.stop()
        logging.getLogger().removeHandler(log)
        log.close()


def collect_garbage_again() -> None:
    """Collect from now on, but never look again at what the start has made."""
    gc.freeze()
    gc.enable()


def application() -> QApplication:
    """Return this process's application, in Chinese and with our fonts."""
    import_as_python_does()
    app = QApplication([sys.argv[0], *STYLE])
    app.setApplicationName("jisheng-desktop")
    app.setApplicationDisplayName("计生家庭保险登记系统")
    speak_chinese(app)
    load_fonts()
    return app


def import_as_python_does() -> None:
    """Keep PySide6 from reading the source of every module that is imported after it.

    It looks there for its `__feature__` switch, which nothing here uses, and keeps
    what it read: 20 ms and 1 MB at every start, and more with each heavy library.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def made_program(folder: Path) -> "program.Program":
    """Return the program for a data folder, dressed as its settings say."""
    return program.made_program(folder)


def speak_chinese(app: QApplication) -> None:
    """Use Chinese dates and Qt's own Chinese words, whatever the computer speaks."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


def load_fonts() -> None:
    """Make the shipped fonts the program's; rare characters fall back on others."""
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    font = QFont()
    font.setFamilies(list(FAMILIES))
    QApplication.setFont(font)


def load_rare_font() -> None:
    """Add the fallback for rare characters: not needed to start, and large."""
    QFontDatabase.addApplicationFont(str(resource("fonts", RARE_FONT)))
