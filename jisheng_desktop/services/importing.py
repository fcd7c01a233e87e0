"""Taking in sealed files: bundles and answers, any number of times, in any order."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from db.connection import transaction
from db.queries import parcels
from db.queries.parcels import Arrival
from jisheng_desktop.domain.bundles import SUFFIX
from jisheng_desktop.domain.refusals import WRONG_STATION, Refusal
from jisheng_desktop.errors import UserError
from jisheng_desktop.sealing import container
from jisheng_desktop.services.answers_taken import take_answer
from jisheng_desktop.services.arrivals import DONE, Imported, arrival, imported
from jisheng_desktop.services.bundles_taken import Carried, take_bundle
from jisheng_desktop.services.files import read_file
from jisheng_desktop.services.operators import Session

ALREADY = "I903"

Progress = Callable[[int, int], None]


def silent(_done: int, _total: int) -> None:
    """Report progress to nobody."""


def import_files(
    paths: Sequence[Path], session: Session, progress: Progress = silent
) -> tuple[Imported, ...]:
    """Take in files, or folders of them; each by itself, in a transaction of its own.

    What waited for one of them is taken in too. A refused file changes nothing.
    """
    files = tuple(file for path in paths for file in _files_in(path))
    if not files:
        raise UserError(f"没有找到 *{SUFFIX} 文件，请核对文件夹")
    results: list[Imported] = []
    for done, file in enumerate(files):
        progress(done, len(files))
        content = read_file(file, container.LARGEST_FILE)
        results += _receive(content, file.name, session)
        results += _drained(session)
    progress(len(files), len(files))
    return tuple(results)


def arrivals() -> tuple[Arrival, ...]:
    """Return every file that came here and what became of it."""
    return parcels.arrivals()


def _files_in(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(file for file in path.rglob(f"*{SUFFIX}") if file.is_file())
    else:
        yield path


def _drained(session: Session) -> Iterator[Imported]:
    """Try what waits again, until nothing moves any more."""
    moved = True
    while moved:
        moved = False
        for each in parcels.waiting():
            results = list(_receive(each.content or b"", each.file, session))
            if results[0].outcome != "waiting":
                yield from results
                moved = True


def _receive(content: bytes, name: str, session: Session) -> Iterator[Imported]:
    """Take in one file, and the files that it carries inside."""
    digest = sha256(content).hexdigest()
    before = parcels.arrival(digest)
    if before is not None and before.outcome in DONE:
        when = before.taken_at[:16].replace("T", " ")
        yield imported(
            before._replace(
                file=name,
                outcome="already_applied",
                code=ALREADY,
                text=f"该文件已于{when}导入过，无需重复",
                applied=0,
                returned=0,
                conflicts=0,
            ),
            unchanged=before.applied,
        )
        return
    try:
        result, carried = _taken(content, name, session)
    except Refusal as refusal:
        yield _refuse(content, digest, name, refusal)
        return
    yield result
    for inner_name, inner in carried.items():
        yield from _receive(inner, inner_name, session)


def _taken(content: bytes, name: str, session: Session) -> tuple[Imported, Carried]:
    parcel = container.open_container(content)
    match parcel.header.kind:
        case "bundle":
            return take_bundle(parcel, content, name, session)
        case "ack":
            return take_answer(parcel, content, name, session)
        case _:
            raise Refusal(
                WRONG_STATION, "这是站点文件，请在新电脑上用“打开站点文件”设置站点"
            )


def _refuse(content: bytes, digest: str, name: str, refusal: Refusal) -> Imported:
    """Keep what was refused, with the reason, for whoever looks into it."""
    is_ours = content.startswith(container.MAGIC)
    kept = content if is_ours and len(content) <= container.LARGEST_FILE else None
    row = arrival(digest, "bundle", name)._replace(
        code=refusal.code, text=str(refusal), content=kept
    )
    with transaction():
        parcels.keep_arrival(row)
    return imported(row)
