"""What was refused is kept, and can be taken in again once its reason is gone."""

import tempfile
from pathlib import Path

from db.queries import collected
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.arrivals import Imported
from jisheng_desktop.services.importing import import_files
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.progress import Progress, silent


def kept_files() -> int:
    """Count the refused files that are kept."""
    return collected.count_kept()


def take_in_again(
    session: Session, progress: Progress = silent
) -> tuple[Imported, ...]:
    """Take in every refused file that is kept, after an upgrade or a new kit."""
    kept = collected.kept()
    if not kept:
        raise UserError("没有被退回而保存下来的文件，不用再收")
    with tempfile.TemporaryDirectory() as folder:
        files = [
            Path(folder, str(n), Path(file).name) for n, (file, _) in enumerate(kept)
        ]
        for place, (_, content) in zip(files, kept, strict=True):
            place.parent.mkdir()
            place.write_bytes(content)
        return import_files(files, session, progress)
