"""The sticks that are plugged in, so that nobody has to look for their folder."""

import sys
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QStorageInfo

# Where Linux desktops mount what is plugged in.
MOUNTED_UNDER = (Path("/media"), Path("/run/media"), Path("/mnt"))
REMOVABLE = 2


class Drive(NamedTuple):
    """A stick: where it is, and what its owner calls it."""

    path: Path
    name: str


def plugged_in() -> tuple[Drive, ...]:
    """Return the sticks that can be written now, in the order of the system."""
    found = (_drive(each) for each in QStorageInfo.mountedVolumes() if _serves(each))
    return tuple(found)


def _serves(volume: QStorageInfo) -> bool:
    usable = volume.isValid() and volume.isReady() and not volume.isReadOnly()
    return usable and is_removable(Path(volume.rootPath()))


def _drive(volume: QStorageInfo) -> Drive:
    path = Path(volume.rootPath())
    return Drive(path, volume.name() or path.name or str(path))


if sys.platform == "win32":
    import ctypes

    def is_removable(root: Path) -> bool:
        """Tell whether a drive's root belongs to something that can be pulled out."""
        kind: int = ctypes.windll.kernel32.GetDriveTypeW(str(root))
        return kind == REMOVABLE

else:

    def is_removable(root: Path) -> bool:
        """Tell whether a mounted folder belongs to something that can be pulled out."""
        return any(parent in root.parents for parent in MOUNTED_UNDER)
