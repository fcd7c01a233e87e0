import runpy
from pathlib import Path

from resources import resource

TOOLS = Path(__file__).parents[2] / "tools"


def test_the_pinyin_table_is_what_its_script_makes() -> None:
    rebuilt = runpy.run_path(str(TOOLS / "build_pinyin.py"))["rebuilt"]
    assert resource("data", "pinyin.tsv").read_text(encoding="utf-8") == rebuilt()


def test_every_table_names_its_origin() -> None:
    notes = resource("data", "README.md").read_text(encoding="utf-8")
    tables = [file.name for file in resource("data").iterdir()]
    assert [name for name in tables if f"`{name}`" not in notes] == ["README.md"]
