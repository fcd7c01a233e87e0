"""The container: what was sealed comes back, anything else is refused and harmless."""

import time
import tracemalloc
import zlib
from collections.abc import Callable
from hashlib import sha256

import msgspec
import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisheng_desktop.domain.bundles import MOST_LINES
from jisheng_desktop.domain.refusals import DAMAGED, TOO_NEW, WRONG_STATION, Refusal
from jisheng_desktop.sealing import age, container
from jisheng_desktop.sealing.keys import Keys, new_secret, open_keys

SENDER, READER, STRANGER = (open_keys(new_secret()) for _ in range(3))
NEEDLES = (b"610103198503120018", "王强".encode(), b"16500")


def sealed(lines: list[bytes], sender: Keys = SENDER, reader: Keys = READER) -> bytes:
    payload, plain = container.seal_lines(
        lines, sender.sign, for_age=lambda packed: age.seal(packed, [reader.recipient])
    )
    return container.wrap(payload, plain, "bundle", "b-1", sender.public, sender.sign)


def opened(file: bytes, reader: Keys = READER) -> list[bytes]:
    parcel = container.open_container(file)
    packed = age.unseal(parcel.payload, reader.identity)
    return container.open_lines(packed, parcel.header)


GOLDEN = sealed([b'{"a":1}', *(b'{"n":"' + needle + b'"}' for needle in NEEDLES)])

line_lists = st.lists(
    st.binary(max_size=200).map(lambda b: b.replace(b"\n", b" ")), min_size=1
)


@given(line_lists)
@settings(max_examples=50)
def test_what_was_sealed_comes_back(lines: list[bytes]) -> None:
    assert opened(sealed(lines)) == lines


def test_nothing_of_the_content_stands_in_clear() -> None:
    assert not any(needle in GOLDEN for needle in NEEDLES)
    assert zlib.compress(b"").startswith(b"x")
    header = container.open_container(GOLDEN).header
    assert header.plain % container.BLOCK == 0


def test_every_flipped_bit_is_refused() -> None:
    for at in range(len(GOLDEN)):
        for bit in (0, 3, 7):
            broken = bytearray(GOLDEN)
            broken[at] ^= 1 << bit
            with pytest.raises(Refusal):
                container.open_container(bytes(broken))


def test_every_truncation_is_refused() -> None:
    for length in range(len(GOLDEN)):
        with pytest.raises(Refusal):
            container.open_container(GOLDEN[:length])


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file + b"\0",
        lambda file: file.replace(b"\r\n", b"\n"),
        lambda file: file.replace(b"\n", b"\r\n"),
    ],
)
def test_additions_and_text_mode_are_refused(
    damage: Callable[[bytes], bytes],
) -> None:
    with pytest.raises(Refusal) as refusal:
        container.open_container(damage(GOLDEN))
    assert refusal.value.code == DAMAGED


@given(st.binary(max_size=400))
def test_anything_else_is_refused_and_nothing_else_is_raised(file: bytes) -> None:
    for attempt in (file, container.MAGIC + file):
        with pytest.raises(Refusal):
            container.open_container(attempt)


def test_a_stranger_opens_nothing() -> None:
    with pytest.raises(Refusal) as refusal:
        opened(GOLDEN, STRANGER)
    assert refusal.value.code == WRONG_STATION


def test_content_signed_by_another_is_not_genuine() -> None:
    """Stripping the outer signature and signing again is noticed inside."""
    parcel = container.open_container(GOLDEN)
    again = container.wrap(
        parcel.payload,
        parcel.header.plain,
        "bundle",
        "b-1",
        STRANGER.public,
        STRANGER.sign,
    )
    with pytest.raises(Refusal) as refusal:
        opened(again)
    assert "签发" in str(refusal.value)


def test_a_newer_format_is_named() -> None:
    header = b'{"format":2,"future":true}'
    file = container.MAGIC + len(header).to_bytes(4, "big") + header + bytes(100)
    with pytest.raises(Refusal) as refusal:
        container.open_container(file)
    assert refusal.value.code == TOO_NEW


def around(payload: bytes, plain: int) -> bytes:
    """Return a container around any payload, signed by a station that went bad."""
    return container.wrap(payload, plain, "bundle", "b", SENDER.public, SENDER.sign)


def bomb() -> bytes:
    packer = zlib.compressobj(9)
    mib = bytes(1024 * 1024)
    packed = b"".join(packer.compress(mib) for _ in range(1024)) + packer.flush()
    payload = age.seal(packed, [READER.recipient])
    return around(payload, 200 * 1024 * 1024)


def many_recipients() -> bytes:
    stanza = b"-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"
    return around(age.INTRO + stanza * 10_000 + b"--- " + b"C" * 43 + b"\n", 4096)


def slow_code() -> bytes:
    return around(age.INTRO + b"-> scrypt AAAA 30\nBBBB\n--- CC\n", 4096)


def lines_of(text: bytes) -> bytes:
    return sealed([text])


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(bomb(), id="zip bomb"),
        pytest.param(many_recipients(), id="10,000 recipients"),
        pytest.param(slow_code(), id="scrypt of hours"),
        pytest.param(lines_of(b"x" * (64 * 1024 + 1)), id="a line too long"),
        pytest.param(sealed([b""] * (MOST_LINES + 1)), id="too many lines"),
        pytest.param(around(b"", 10**12), id="a plain size beyond sense"),
    ],
)
def test_outrageous_files_cost_nothing(file: bytes) -> None:
    tracemalloc.start()
    start = time.perf_counter()
    with pytest.raises(Refusal):
        opened(file)
    seconds, memory = time.perf_counter() - start, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert memory < 50 * 1024 * 1024
    assert seconds < 1.0  # 0.1 s where nobody else computes; `make bench` measures


def test_the_payload_opens_with_age_alone() -> None:
    """An office with its key can open a file without this program."""
    parcel = container.open_container(GOLDEN)
    packed = pyrage.decrypt(parcel.payload, [READER.identity])
    text = zlib.decompressobj().decompress(packed)
    first, *_, last = text.splitlines()
    assert first == b'{"a":1}'
    assert set(msgspec.json.decode(last)) == {"sig"}


def test_a_code_opens_what_it_sealed_and_another_does_not() -> None:
    box = age.seal_with_code(b"kit", "ABCD-EFGH-JKMN")
    assert age.unseal_with_code(box, "ABCD-EFGH-JKMN") == b"kit"
    assert age.unseal_with_code(box, "ABCD-EFGH-JKMP") is None


def test_keys_come_out_of_the_secret_alone() -> None:
    secret = new_secret()
    one, again = open_keys(secret), open_keys(secret)
    assert (one.public, one.recipient) == (again.public, again.recipient)
    digest = sha256(b"x").digest()
    assert container.is_signed(one.public.hex(), digest, again.sign(digest))
