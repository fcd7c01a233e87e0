"""A station that went bad: it has genuine keys, and signs what no honest program would."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from jisheng_desktop.domain.bundles import Manifest, encoded, read_part
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.entries import counts_of, read_entry, sums_of
from jisheng_desktop.domain.journal import next_hash
from jisheng_desktop.sealing import age, container
from jisheng_desktop.sealing.keys import Keys
from jisheng_desktop.services.keyring import own_keys
from tests.exchange import ONE, Country, home
from tests.households import CODE

Lines = list[bytes]


class BadStation:
    """Takes its own honest bundle apart, and seals something else in its place."""

    def __init__(self, country: Country, *documents: HouseholdDocument) -> None:
        self.country = country
        country.enroll(ONE.code, *(documents or [home(1)]))
        file = Path(country.export(ONE.code).file)
        with country.at(CODE) as session:
            self.reader: Keys = own_keys(session)
        with country.at(ONE.code) as session:
            self.keys: Keys = own_keys(session)
        parcel = container.open_container(file.read_bytes())
        packed = self.reader.unseal(parcel.payload)
        self.lines = container.open_lines(packed, parcel.header)

    def sealed(self, lines: Sequence[bytes]) -> bytes:
        """Seal any lines at all as a bundle of this station, for who reads its bundles."""
        readers = read_part(self.lines[0], Manifest).recipients
        payload, plain = container.seal_lines(
            lines, self.keys.sign, for_age=lambda packed: age.seal(packed, readers)
        )
        return container.wrap(
            payload, plain, "bundle", "b-1", self.keys.public, self.keys.sign
        )

    def with_manifest(self, raw: bytes) -> bytes:
        return self.sealed([raw, *self.lines[1:]])

    def with_entry(self, at: int, raw: bytes, **changes: Any) -> bytes:
        """Replace an entry; the manifest's chain is made to fit."""
        entries = self.lines[1:]
        entries[at] = raw
        return self.with_entries(entries, **changes)

    def with_entries(self, entries: Lines, **changes: Any) -> bytes:
        manifest = read_part(self.lines[0], Manifest)
        (segment, *others) = manifest.segments
        digest = bytes.fromhex(segment.base_hash)
        for raw in entries:
            digest = next_hash(digest, raw)
        fitting = msgspec.structs.replace(
            segment, head=segment.base + len(entries), head_hash=digest.hex()
        )
        manifest = msgspec.structs.replace(
            manifest, segments=(fitting, *others), **changes
        )
        return self.sealed([encoded(manifest), *entries])

    def with_changes(self, changes: Mapping[int, Callable[[Any], None]]) -> bytes:
        """Change the values of entries, and let the manifest add up to them."""
        entries = self.lines[1:]
        for at, change in changes.items():
            entries[at] = self.entry(at, change)
        read = [read_entry(raw) for raw in entries]
        return self.with_entries(
            entries, sums_fen=sums_of(read), counts=counts_of(read)
        )

    def entry(self, at: int, change: Callable[[Any], None]) -> bytes:
        """Return an entry whose value was changed, in canonical bytes."""
        value = json.loads(self.lines[1 + at])
        change(value)
        return canonical(value)


def canonical(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
