"""Taking in sealed files: bundles and answers, any number of times, in any order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from hashlib import sha256
from pathlib import Path

from db.connection import roomy, together, transaction
from db.queries import parcels
from db.queries.parcels import Arrival
from jisheng_desktop.domain.bundles import SUFFIX
from jisheng_desktop.domain.refusals import WRONG_STATION, Refusal
from jisheng_desktop.errors import UserError
from jisheng_desktop.sealing import container
from jisheng_desktop.services.answers_taken import take_answer
from jisheng_desktop.services.arrivals import DONE, Imported, arrival, imported
from jisheng_desktop.services.bundles_taken import (
    NOTHING,
    Carried,
    Desk,
    keep_for_above,
    open_at,
    sit_down,
    take_bundle,
)
from jisheng_desktop.services.files import FileNotRead, read_file, require_room
from jisheng_desktop.services.handing_back import take_back
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.progress import Progress, silent
from jisheng_desktop.services.reading_ahead import Letter, opened_ahead, workers_for
from jisheng_desktop.services.recording import library_folder

ALREADY = "I903"

# So many entries reach the disk in one go: a third of a second's work.
FULL = 2000
# How much larger a bundle is in the library, the WAL beside it included: 500 of 23 kB
# made one of 669 MB.
GROWTH = 80


def import_files(
    paths: Sequence[Path],
    session: Session,
    progress: Progress = silent,
    *,
    workers: int | None = None,
) -> tuple[Imported, ...]:
    """Take in files, or folders of them; each by itself, whole or not at all.

    What waited for one of them is taken in too. A refused file changes nothing, and one
    that cannot be read is refused and holds no other back. Many
    files are opened by other processes (`workers`; None: as many as pay). Where
    `progress` raises, what is on disk stays, and doing it again goes on from there.
    """
    files = tuple(file for path in paths for file in _files_in(path))
    if not files:
        raise UserError(f"没有找到 *{SUFFIX} 文件，请核对文件夹")
    progress(0, len(files))
    desk, known, results, done = sit_down(session), _taken_before(files), [], 0
    _require_room([file for file in files if file not in known])
    new = len(files) - len(known)
    many = workers_for(new) if workers is None else workers
    with roomy() if many else nullcontext():
        for group in _groups(_opened(_letters(files, known), desk, many)):
            results += _received_together(group, desk)
            done += len(group)
            progress(done, len(files))
    return tuple(results)


def arrivals() -> tuple[Arrival, ...]:
    """Return every file that came here and what became of it."""
    return parcels.arrivals()


def _files_in(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(file for file in path.rglob(f"*{SUFFIX}") if file.is_file())
    else:
        yield path


def _taken_before(files: Iterable[Path]) -> dict[Path, Arrival]:
    """Return what became of the files that came before, all looked up in one go."""
    digests = {file: _digest(file) for file in files}
    before = parcels.with_hashes(set(digests.values()))
    found = ((file, before.get(digest)) for file, digest in digests.items())
    return {file: it for file, it in found if it is not None and it.outcome in DONE}


def _require_room(files: Iterable[Path]) -> None:
    require_room(library_folder(), sum(map(_size, files)) * GROWTH)


def _size(file: Path) -> int:
    with suppress(OSError):
        return file.stat().st_size
    return 0


def _digest(file: Path) -> str:
    """Return the hash of a file's bytes; of what cannot be read, until its turn, none."""
    with suppress(FileNotRead):
        return sha256(read_file(file, container.LARGEST_FILE)).hexdigest()
    return ""


def _letters(files: Iterable[Path], known: Mapping[Path, Arrival]) -> Iterator[Letter]:
    for file in files:
        before = known.get(file)
        if before is not None:
            yield Letter(file.name, b"", before)
            continue
        try:
            yield Letter(file.name, read_file(file, container.LARGEST_FILE))
        except FileNotRead as trouble:
            yield Letter(file.name, b"", unread=str(trouble))


def _opened(letters: Iterator[Letter], desk: Desk, workers: int) -> Iterator[Letter]:
    """Have what is new here opened ahead; what came before need not be."""
    if workers == 0 or desk.here.level == "VILLAGE":
        return letters
    return opened_ahead(letters, desk.opener, workers)


def _groups(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    """Yield bundles that reach the disk in one go, and what came before among them.

    What is no plain bundle goes alone.
    """
    group: list[Letter] = []
    for letter in letters:
        is_plain = letter.opened is not None and not letter.opened.carried
        if letter.before is None and not is_plain:
            yield from filter(None, (group, [letter]))
            group = []
            continue
        group.append(letter)
        if sum(each.opened.entries for each in group if each.opened) >= FULL:
            yield group
            group = []
    if group:
        yield group


def _received_together(group: list[Letter], desk: Desk) -> list[Imported]:
    """Take in some files, and whatever waited for them."""
    if len(group) == 1:
        results = list(_receive(group[0], desk))
    else:
        with together():
            results = [each for letter in group for each in _receive(letter, desk)]
    moved = {each.station_code for each in results if each.outcome in DONE}
    return results + list(_drained(moved, desk))


def _drained(stations: set[str], desk: Desk) -> Iterator[Imported]:
    """Try again what waits for these stations' files, until nothing moves any more."""
    moved = True
    while moved:
        moved = False
        for each in parcels.waiting():
            if each.station not in stations:
                continue
            results = list(_receive(Letter(each.file, each.content or b""), desk))
            if results[0].outcome != "waiting":
                yield from results
                moved = True


def _receive(letter: Letter, desk: Desk) -> Iterator[Imported]:
    """Take in one file, and the files that it carries inside."""
    if letter.unread:
        row = arrival("", "bundle", letter.name)._replace(text=letter.unread)
        yield imported(row, exit_code=FileNotRead.exit_code)
        return
    before = letter.before or parcels.arrival(sha256(letter.content).hexdigest())
    if before is not None and before.outcome in DONE:
        yield _known(before._replace(file=letter.name))
        return
    try:
        result, carried = _taken(letter, desk)
    except Refusal as refusal:
        yield _refuse(letter.content, letter.name, refusal)
        return
    yield result
    for inner_name, inner in carried.items():
        yield from _receive(Letter(inner_name, inner), desk)


def _known(before: Arrival) -> Imported:
    when = before.taken_at[:16].replace("T", " ")
    again = before._replace(
        outcome="already_applied",
        code=ALREADY,
        text=f"该文件已于{when}导入过，无需重复",
        applied=0,
        returned=0,
        conflicts=0,
    )
    return imported(again, unchanged=before.applied)


def _taken(letter: Letter, desk: Desk) -> tuple[Imported, Carried]:
    name, content = letter.name, letter.content
    if letter.opened is not None:
        return take_bundle(letter.opened, content, name, desk)
    parcel = container.open_container(content)
    match parcel.header.kind:
        case "bundle":
            bundle = open_at(desk, parcel)
            if bundle is None:
                return keep_for_above(parcel, content, name), NOTHING
            return take_bundle(bundle, content, name, desk)
        case "ack":
            return take_answer(parcel, content, name, desk.session)
        case "back":
            return take_back(parcel, name, desk.session), NOTHING
        case _:
            raise Refusal(
                WRONG_STATION, "这是站点文件，请在新电脑上用“打开站点文件”设置站点"
            )


def _refuse(content: bytes, name: str, refusal: Refusal) -> Imported:
    """Keep what was refused, with the reason, for whoever looks into it."""
    is_ours = content.startswith(container.MAGIC)
    kept = content if is_ours and len(content) <= container.LARGEST_FILE else None
    row = arrival(sha256(content).hexdigest(), "bundle", name)._replace(
        code=refusal.code, text=str(refusal), content=kept
    )
    with transaction():
        parcels.keep_arrival(row)
    return imported(row)
