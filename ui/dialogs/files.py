"""The system's own questions for a file or a folder."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_file_to_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """Let the user choose an existing file; None when they think better of it."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", kinds)
    return Path(chosen) if chosen else None


def ask_file_to_save(parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
    """Let the user name a file to write; None when they think better of it."""
    chosen, _ = QFileDialog.getSaveFileName(parent, title, name, kinds)
    return Path(chosen) if chosen else None


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """Let the user choose a folder; None when they think better of it."""
    chosen = QFileDialog.getExistingDirectory(parent, title)
    return Path(chosen) if chosen else None


def show_folder(folder: Path) -> None:
    """Open a folder in the system's own file manager."""
    show_file(folder)


def show_file(file: Path) -> bool:
    """Open a file in the system's own program for it; False when there is none."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(file))
