"""Figures for other tools: files that duckdb and pandas read with types and keys, and an accessible workbook."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from tht_xl.cli.main import code
from tht_xl.evaluation.star.schema import STAR, StarKind, relationships
from tht_xl.framework import load as frameworks

pytestmark = pytest.mark.slow
DAY = "2026-11-30"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "figures"
    assert code(["export", "--out", str(path), "--as-of", DAY]) == 0
    return path


def test_duckdb_reads_every_table_and_its_keys_join(folder: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is among the tools of dev")
    with duckdb.connect() as base:
        for table in STAR:
            base.execute(f"CREATE VIEW {table.name} AS SELECT * FROM '{folder / table.name}.parquet'")
            key = ", ".join(table.key)
            rows, keys = base.execute(f"SELECT count(*), count(DISTINCT ({key})) FROM {table.name}").fetchall()[0]
            assert rows == keys > 0
        for table, column, to in relationships():
            key = next(each.key[0] for each in STAR if each.name == to)
            lost = base.execute(
                f"SELECT count(*) FROM {table} f WHERE f.{column} <> '' AND f.{column} NOT IN (SELECT {key} FROM {to})"
            ).fetchall()[0][0]
            assert lost == 0, (table, column)
        kinds = dict(base.execute("SELECT column_name, column_type FROM (DESCRIBE fact_value)").fetchall())
        assert (kinds["value"], kinds["is_latest"], kinds["period_key"]) == ("DOUBLE", "BOOLEAN", "VARCHAR")


def test_pandas_reads_the_same_from_parquet_and_from_the_workbook(folder: Path) -> None:
    for table in STAR:
        parquet = pd.read_parquet(folder / f"{table.name}.parquet")
        texts: Any = {column.name: str for column in table.columns if column.kind is StarKind.TEXT}
        sheet = pd.read_excel(
            folder / "star.xlsx",
            sheet_name=table.name,
            keep_default_na=False,
            na_values=[""],
            dtype=texts,
            engine="openpyxl",
        )
        assert list(sheet.columns) == list(parquet.columns)
        assert len(sheet) == len(parquet)
        for column in table.columns:
            ours, theirs = parquet[column.name], sheet[column.name]
            same = (ours == theirs) | (ours.isna() & theirs.isna()) | ((ours == "") & theirs.isna())
            assert same.fillna(False).all(), (table.name, column.name)


def test_the_accessible_workbook_has_a_marked_up_table_for_each_domain_without_merged_or_blank_cells(
    folder: Path,
) -> None:
    book = load_workbook(folder / "accessible.xlsx")
    assert book.sheetnames[:2] == ["Cover", "Contents"]
    assert len(book.sheetnames) == 2 + 5
    for sheet in book.worksheets[2:]:
        assert not sheet.merged_cells.ranges
        (table,) = sheet.tables.values()
        rows: Any = sheet[table.ref]
        cells = [cell.value for row in rows for cell in row]
        assert all(cell is not None and any(map(str.isalnum, str(cell))) for cell in cells)
    # Programs that do not fit rows to their texts when they open a file would show one text over another.
    cover = book["Cover"]
    for number, (text,) in enumerate(cover.iter_rows(values_only=True), start=1):
        lines = len(str(text)) / float(cover.column_dimensions["A"].width)
        assert (cover.row_dimensions[number].height or 15) >= 15 * lines
    assert float(book["Contents"].column_dimensions["B"].width) >= max(
        len(str(cell.value)) for cell in book["Contents"]["B"]
    )
    wider = book["2 Wider determinants of health"[:31]]
    shown = {row[0].value: row for row in wider.iter_rows()}
    assert (shown["Employment rate"][1].value, shown["Employment rate"][3].value) == ("per cent", 66.2)


def test_the_command_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["export", "--out", str(tmp_path / "a"), "--as-of", DAY, "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["tables"]["dim_indicator"] == 34
    assert said["withheld_beside"] == 0
    assert sorted(path.name for path in (tmp_path / "a").iterdir() if not path.name.startswith(".")) == sorted(
        Path(name).name for name in said["files"]
    )


def test_without_the_definitions_nothing_is_exported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    load = frameworks.load_packaged
    monkeypatch.setattr(
        frameworks, "load_framework", lambda name: load(name).model_copy(update={"published": (), "indicators": ()})
    )
    assert code(["export", "--out", str(tmp_path / "a"), "--as-of", DAY]) == 2
    assert "there is no figure to export" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-such.csv"], "no-such.csv"),
        (["--framework", "thtt"], "unknown framework 'thtt'"),
        (["--as-of", "soon"], "'soon' is not a day"),
        (["--out", "{0}/a-file/figures"], "cannot be written"),
    ],
)
def test_what_cannot_be_exported_is_said_in_one_line(
    tmp_path: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a-file").write_text("x")
    given = [each.format(tmp_path) for each in arguments]
    out = [] if "--out" in given else ["--out", str(tmp_path / "out")]
    assert code(["export", *given, *out]) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert not (tmp_path / "out").exists()
