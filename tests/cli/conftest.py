"""A district and two villages with data folders of their own."""

from pathlib import Path

import pytest

from tests.cli.desks import SCHEME, VILLAGES, Desk


@pytest.fixture
def desk(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    quick_kits: None,
) -> Desk:
    monkeypatch.setenv("JISHENG_PASSWORD", "风调雨顺2026")
    found = Desk(tmp_path, capsys)
    found(
        "district",
        "init",
        "--district",
        "--code",
        "610103",
        "--name",
        "区办",
        "--scheme",
        SCHEME,
    )
    for code in VILLAGES:
        kit = tmp_path / f"{code}.jsb"
        issued = found(
            "district", "kit", "issue", "--level", "VILLAGE", "--code", code,
            "--name", f"{code[-1]}村", "--parent", "610103", "--out", str(kit),
        )  # fmt: skip
        assert set(issued) == {"file", "station_code", "code"}
        monkeypatch.setenv("JISHENG_KIT_CODE", issued["code"])
        found(code, "init", "--kit", str(kit))
    return found
