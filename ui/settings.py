"""What belongs to this computer, not to the library: typed values in an INI file."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from ui.theme import Look, TextSize


class Settings:
    """Window and machine settings; a value that cannot be read is the default."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def look(self) -> Look:
        """Light, dark or as the system."""
        return Look(self._choice("window/look", Look, Look.SYSTEM))

    @look.setter
    def look(self, value: Look) -> None:
        self._store.setValue("window/look", value.value)

    @property
    def text_size(self) -> TextSize:
        """标准, 大 or 特大."""
        return TextSize(self._choice("window/text_size", TextSize, TextSize.STANDARD))

    @text_size.setter
    def text_size(self, value: TextSize) -> None:
        self._store.setValue("window/text_size", value.value)

    @property
    def geometry(self) -> QByteArray | None:
        """Where the window stood when it was closed."""
        value = self._store.value("window/geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._store.setValue("window/geometry", value)

    @property
    def operator(self) -> str:
        """The name that signed in last."""
        return self._text("desk/operator")

    @operator.setter
    def operator(self, value: str) -> None:
        self._store.setValue("desk/operator", value)

    @property
    def lock_minutes(self) -> int:
        """Minutes without a key or a click after which the desk locks; 0 never."""
        text = self._text("desk/lock_minutes")
        return int(text) if text.isdigit() else 10

    @lock_minutes.setter
    def lock_minutes(self, value: int) -> None:
        self._store.setValue("desk/lock_minutes", value)

    @property
    def backup_folder(self) -> Path | None:
        """The folder of the daily backups, None until the user chose one."""
        text = self._text("backup/folder")
        return Path(text) if text else None

    @backup_folder.setter
    def backup_folder(self, value: Path) -> None:
        self._store.setValue("backup/folder", str(value))

    @property
    def medium(self) -> Path | None:
        """The folder or stick that sealed files were written to last."""
        text = self._text("bundles/medium")
        return Path(text) if text else None

    @medium.setter
    def medium(self, value: Path) -> None:
        self._store.setValue("bundles/medium", str(value))

    @property
    def source(self) -> Path | None:
        """The file, folder or stick that sealed files were taken in from last."""
        text = self._text("bundles/source")
        return Path(text) if text else None

    @source.setter
    def source(self, value: Path) -> None:
        self._store.setValue("bundles/source", str(value))

    @property
    def printer(self) -> str:
        """The printer chosen last, empty for the system's own choice."""
        return self._text("print/printer")

    @printer.setter
    def printer(self, value: str) -> None:
        self._store.setValue("print/printer", value)

    @property
    def paper(self) -> str:
        """The paper chosen last, empty before anything was printed."""
        return self._text("print/paper")

    @paper.setter
    def paper(self, value: str) -> None:
        self._store.setValue("print/paper", value)

    def offset(self, paper: str) -> tuple[float, float]:
        """Return how far prints on a paper must be moved right and down, in mm."""
        stored = self._text(f"print/offset-{paper}").partition("/")
        try:
            return float(stored[0]), float(stored[2])
        except ValueError:
            return 0.0, 0.0

    def set_offset(self, paper: str, right_mm: float, down_mm: float) -> None:
        """Remember the offset of the printer that holds a paper."""
        self._store.setValue(f"print/offset-{paper}", f"{right_mm}/{down_mm}")

    def scheme(self, place: str) -> tuple[str, int]:
        """Return the scheme and policy year chosen last at a place, or ("", 0)."""
        year = self._text(f"scheme/{place}/year")
        return self._text(f"scheme/{place}/id"), int(year) if year.isdigit() else 0

    def set_scheme(self, place: str, scheme_id: str, policy_year: int) -> None:
        """Remember the scheme and policy year that are worked on at a place."""
        self._store.setValue(f"scheme/{place}/id", scheme_id)
        self._store.setValue(f"scheme/{place}/year", policy_year)

    def save(self) -> None:
        """Bring every value to the disk, in a folder only its owner can read."""
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._store.sync()

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else str(value)

    def _choice(
        self, key: str, kind: type[Look | TextSize], default: Look | TextSize
    ) -> str:
        text = self._text(key)
        return text if text in {each.value for each in kind} else default.value
