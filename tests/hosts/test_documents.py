"""What the demo writes and the package ships, opened by the programs its readers use."""

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.month.demo import run_demo

ROOT = Path(__file__).parents[2]
Program = Callable[[str], str]
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip


def test_the_board_page_prints_on_a4(program: Program, tmp_path: Path) -> None:
    chromium, show_text = program("chromium"), program("pdftotext")
    page, paper = run_demo(tmp_path / "demo").files["board.html"], tmp_path / "board.pdf"
    command = [chromium, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={paper}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    size = subprocess.run([program("pdfinfo"), paper], check=True, capture_output=True, text=True).stdout
    assert "(A4)" in size
    text = subprocess.run([show_text, paper, "-"], check=True, capture_output=True, text=True).stdout
    assert "41 fewer children would match England" in " ".join(text.split())


@pytest.mark.parametrize("name", ["child-weight", "adult-social-care"])
def test_a_workbook_shows_its_values_where_the_functions_are_not_installed(
    program: Program, tmp_path: Path, name: str
) -> None:
    command = [program("soffice"), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
               "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
               "--outdir", str(tmp_path), str(ROOT / "workbooks" / f"{name}.xlsx")]  # fmt: skip
    for _ in range(2):  # a first start in a new profile may end before it has begun
        subprocess.run(command, check=False, capture_output=True, timeout=180)
        if list(tmp_path.glob("*.csv")):
            break
    sheets = {
        path.stem: list(csv.reader(path.read_text(encoding="utf-8").splitlines())) for path in tmp_path.glob("*.csv")
    }
    assert sheets, "LibreOffice wrote nothing"
    cells = [cell for rows in sheets.values() for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("#", "Err:"))]
    summary = next(rows for title, rows in sheets.items() if title.endswith("Summary"))
    if name == "child-weight":
        assert [row[10] for row in summary[4:6]] == ["Worse", "Worse"]
        assert float(summary[5][5]) == pytest.approx(28.04878, abs=5e-6)
