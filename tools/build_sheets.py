"""Make the .xls and .ods files under tests/data/sheets from the same rows as the .xlsx.

`python -m tools.build_sheets`, once, where LibreOffice is installed; the files are kept.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.rosters import damaged_roster

FOLDER = Path(__file__).parents[1] / "tests" / "data" / "sheets"


def main() -> int:
    """Have LibreOffice make the damaged roster what other offices send."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = damaged_roster(folder / "damaged.xlsx")
        for kind in ("xls", "ods"):
            subprocess.run(
                [
                    "soffice",
                    f"-env:UserInstallation={folder.as_uri()}",
                    *("--headless", "--convert-to", kind),
                    *("--outdir", str(FOLDER), str(source)),
                ],
                check=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
