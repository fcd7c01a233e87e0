"""Desks of several stations for tests of the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from jisheng_desktop.cli.main import run
from tests.builders import CASES
from tests.households import raw_family

SCHEME = str(CASES / "xian-2025.scheme.toml")
VILLAGES = ("610103001001", "610103001002")


class Desk:
    """Runs commands in the data folders of several stations."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys

    def __call__(self, station: str, *arguments: str, expect: int = 0) -> Any:
        code = run([*arguments, "--data", str(self.root / station), "--json"])
        output = self.capsys.readouterr()
        assert code == expect, output.err
        return json.loads(output.out)

    def family(self, station: str, n: int, **household: Any) -> Path:
        file = self.root / f"family-{n}-{station}.json"
        raw = raw_family(n, village_code=station, **household)
        file.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
        return file
