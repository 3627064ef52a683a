"""The tables of the store, sorted by name.

Rows are added and, with few exceptions, never changed: what counts follows from their order, which is that of `id` and
never that of a clock. Times are ISO texts in UTC, days and months ISO texts (2026-11-30, 2026-11), lists JSON texts.
"""

import sqlite3

APPLICATION_ID = 0x54485458
"""What tells the store from other SQLite files: "THTX" in the file's header."""
VERSION = 3
"""Version of the schema, in the file's `user_version`. `migrations.py` brings older files to it."""

DAY = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
MONTH = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'"
TIME = "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'"

TABLES: dict[str, str] = {
    "approval": f"""
        month TEXT NOT NULL CHECK (month {MONTH}),
        key TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('figure', 'narrative')),
        word TEXT NOT NULL CHECK (word IN ('provisional', 'checked', 'agreed')),
        role TEXT NOT NULL,
        given_on TEXT NOT NULL CHECK (given_on {DAY}),
        value_hash TEXT NOT NULL""",
    "archived_file": f"""
        month TEXT NOT NULL CHECK (month {MONTH}),
        edition INTEGER NOT NULL,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        content BLOB,
        kind TEXT NOT NULL CHECK (kind IN ('output', 'paper', 'exempt', 'definition', 'observations', 'configuration')),
        redacted_by_purge INTEGER REFERENCES purge(id),
        UNIQUE (month, edition, kind, name)""",
    "asked": f"""
        month TEXT NOT NULL CHECK (month {MONTH}),
        indicator TEXT NOT NULL,
        partner TEXT NOT NULL,
        cells INTEGER NOT NULL""",
    "closed_month": f"""
        month TEXT NOT NULL CHECK (month {MONTH}),
        edition INTEGER NOT NULL,
        closed_at TEXT NOT NULL CHECK (closed_at {TIME}),
        role TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        reopened_at TEXT CHECK (reopened_at {TIME}),
        reopened_by TEXT,
        reopen_reason TEXT,
        manifest TEXT NOT NULL,
        manifest_sha256 TEXT NOT NULL,
        UNIQUE (month, edition)""",
    "conflict": """
        run TEXT NOT NULL REFERENCES run(id),
        key TEXT NOT NULL,
        "column" TEXT NOT NULL,
        ours TEXT,
        theirs TEXT""",
    "evaluated": f"""
        month TEXT NOT NULL CHECK (month {MONTH}) UNIQUE,
        at TEXT NOT NULL CHECK (at {TIME}),
        detail TEXT NOT NULL,
        observations BLOB NOT NULL""",
    "evaluated_file": f"""
        month TEXT NOT NULL CHECK (month {MONTH}),
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        content BLOB NOT NULL,
        kind TEXT NOT NULL DEFAULT 'output' CHECK (kind IN ('output', 'exempt')),
        UNIQUE (month, name)""",
    "explanation": f"""
        workbook TEXT NOT NULL,
        key TEXT NOT NULL,
        "column" TEXT NOT NULL,
        code TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        reason_id TEXT NOT NULL,
        words TEXT NOT NULL DEFAULT '',
        role TEXT NOT NULL,
        accepted_on TEXT NOT NULL CHECK (accepted_on {DAY}),
        until TEXT NOT NULL CHECK (until {DAY}),
        month TEXT NOT NULL CHECK (month {MONTH})""",
    "finding": f"""
        run TEXT NOT NULL REFERENCES run(id),
        month TEXT NOT NULL CHECK (month {MONTH}),
        workbook TEXT NOT NULL,
        code TEXT NOT NULL,
        severity TEXT NOT NULL,
        place TEXT NOT NULL,
        waived_by TEXT NOT NULL DEFAULT '',
        words_hash TEXT NOT NULL""",
    "log": f"""
        at TEXT NOT NULL CHECK (at {TIME}),
        run TEXT REFERENCES run(id),
        what TEXT NOT NULL,
        subject TEXT NOT NULL DEFAULT '',
        role TEXT NOT NULL DEFAULT '',
        reason TEXT NOT NULL DEFAULT '',
        detail TEXT NOT NULL DEFAULT '{{}}'""",
    "narrative": f"""
        key TEXT NOT NULL,
        period TEXT NOT NULL,
        value_text TEXT NOT NULL,
        heading TEXT NOT NULL,
        text_hash TEXT NOT NULL,
        text TEXT NOT NULL,
        month TEXT NOT NULL CHECK (month {MONTH}),
        written_about TEXT NOT NULL DEFAULT '',
        ended_on TEXT CHECK (ended_on {DAY})""",
    "observation": f"""
        key TEXT NOT NULL,
        indicator TEXT NOT NULL CHECK (indicator <> ''),
        area TEXT NOT NULL CHECK (area <> ''),
        period TEXT NOT NULL CHECK (period <> ''),
        dimensions TEXT NOT NULL DEFAULT '',
        sex TEXT NOT NULL,
        age TEXT NOT NULL,
        count REAL,
        denominator REAL,
        value REAL,
        lower REAL,
        upper REAL,
        source TEXT NOT NULL,
        symbol TEXT NOT NULL,
        workbook TEXT NOT NULL,
        sheet TEXT NOT NULL,
        row INTEGER NOT NULL,
        cell TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version >= 1),
        returned_on TEXT NOT NULL CHECK (returned_on {DAY}),
        role TEXT NOT NULL,
        month TEXT NOT NULL CHECK (month {MONTH}),
        reason TEXT NOT NULL DEFAULT '',
        recorded_by_run TEXT REFERENCES run(id),
        recorded_at TEXT NOT NULL CHECK (recorded_at {TIME}),
        seal TEXT NOT NULL,
        UNIQUE (key, version)""",
    "planned_cell": """
        "write" INTEGER NOT NULL REFERENCES "write"(id),
        key TEXT NOT NULL,
        "column" TEXT NOT NULL,
        before TEXT,
        after TEXT""",
    "purge": f"""
        at TEXT NOT NULL CHECK (at {TIME}),
        role TEXT NOT NULL,
        reason TEXT NOT NULL,
        record_type TEXT NOT NULL,
        subject TEXT NOT NULL,
        sha256_of_original TEXT NOT NULL,
        replaced_by TEXT NOT NULL DEFAULT ''""",
    "register_row": f"""
        register TEXT NOT NULL CHECK (register <> ''),
        template TEXT NOT NULL,
        "table" TEXT NOT NULL,
        key TEXT NOT NULL CHECK (key <> ''),
        version INTEGER NOT NULL CHECK (version >= 1),
        status TEXT NOT NULL CHECK (status IN ('new', 'changed', 'no change', 'gone', 'back')),
        cells TEXT NOT NULL,
        place TEXT NOT NULL,
        month TEXT NOT NULL CHECK (month {MONTH}),
        role TEXT NOT NULL,
        recorded_on TEXT NOT NULL CHECK (recorded_on {DAY}),
        run TEXT REFERENCES run(id),
        UNIQUE (register, "table", key, version)""",
    "register_seen": f"""
        register TEXT NOT NULL CHECK (register <> ''),
        template TEXT NOT NULL,
        month TEXT NOT NULL CHECK (month {MONTH}),
        sha256 TEXT NOT NULL,
        rows INTEGER NOT NULL,
        errors INTEGER NOT NULL,
        warnings INTEGER NOT NULL,
        seen_on TEXT NOT NULL CHECK (seen_on {DAY}),
        run TEXT REFERENCES run(id)""",
    "repaired": """
        "write" INTEGER NOT NULL REFERENCES "write"(id),
        address TEXT NOT NULL,
        key TEXT NOT NULL,
        "column" TEXT NOT NULL,
        theirs TEXT,
        outcome TEXT NOT NULL""",
    "retry": f"""
        run TEXT NOT NULL REFERENCES run(id),
        at TEXT NOT NULL CHECK (at {TIME}),
        what TEXT NOT NULL""",
    "returned": f"""
        month TEXT NOT NULL CHECK (month {MONTH}),
        partner TEXT NOT NULL,
        workbook TEXT NOT NULL,
        asked_on TEXT CHECK (asked_on {DAY}),
        due_on TEXT CHECK (due_on {DAY}),
        received_on TEXT CHECK (received_on {DAY}),
        sha256 TEXT NOT NULL DEFAULT '',
        rows INTEGER NOT NULL DEFAULT 0,
        held_back INTEGER NOT NULL DEFAULT 0,
        errors INTEGER NOT NULL DEFAULT 0,
        warnings INTEGER NOT NULL DEFAULT 0,
        status TEXT NOT NULL,
        asked_cells INTEGER NOT NULL DEFAULT 0,
        run TEXT REFERENCES run(id)""",
    "run": f"""
        id TEXT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL,
        month TEXT CHECK (month {MONTH}),
        role TEXT NOT NULL DEFAULT '',
        started_at TEXT NOT NULL CHECK (started_at {TIME}),
        ended_at TEXT CHECK (ended_at {TIME}),
        version TEXT NOT NULL,
        outcome TEXT NOT NULL DEFAULT '',
        apply INTEGER NOT NULL DEFAULT 0 CHECK (apply IN (0, 1)),
        host_note TEXT NOT NULL DEFAULT ''""",
    "sheet_month": f"""
        sheet TEXT NOT NULL,
        month TEXT NOT NULL CHECK (month {MONTH}),
        noted_at TEXT NOT NULL CHECK (noted_at {TIME}),
        run TEXT REFERENCES run(id)""",
    "store": """
        key TEXT PRIMARY KEY NOT NULL,
        value TEXT NOT NULL""",
    "write": f"""
        run TEXT NOT NULL REFERENCES run(id),
        name TEXT NOT NULL UNIQUE,
        sheet TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        generation INTEGER NOT NULL,
        what TEXT NOT NULL CHECK (what IN ('plan', 'repair')),
        state TEXT NOT NULL CHECK (state IN ('intended', 'confirmed', 'refused', 'unknown')),
        intended_at TEXT NOT NULL CHECK (intended_at {TIME}),
        settled_at TEXT CHECK (settled_at {TIME}),
        cells INTEGER NOT NULL,
        reported_by TEXT REFERENCES run(id)""",
}
"""Columns of each table. All but `run` and `store`, which have keys of their own, begin with a numbered `id`."""

INDEXES = (
    "CREATE INDEX archived_by_hash ON archived_file (sha256)",
    "CREATE INDEX planned_by_key ON planned_cell (key)",
    "CREATE INDEX planned_by_write ON planned_cell (\"write\")",
    "CREATE INDEX repaired_by_write ON repaired (\"write\")",
    "CREATE INDEX returned_by_month ON returned (month, partner, workbook)",
    "CREATE INDEX write_by_run ON \"write\" (run)",
)  # fmt: skip

KEPT = ("log", "observation", "purge", "register_row")
"""Tables whose rows are only ever added. `Store.purging` lifts this for a purge, which leaves a record of its own."""


def create_tables(connection: sqlite3.Connection) -> None:
    """Make all tables of the newest version in a database that has none."""
    for name, columns in TABLES.items():
        create_table(connection, name, columns)
    for index in INDEXES:
        connection.execute(index)
    for name in KEPT:
        keep_rows(connection, name)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def create_table(connection: sqlite3.Connection, name: str, columns: str) -> None:
    """Make a table, with a numbered `id` where it has no key of its own."""
    own_key = "" if "PRIMARY KEY" in columns else "\n        id INTEGER PRIMARY KEY,"
    connection.execute(f'CREATE TABLE "{name}" ({own_key}{columns}\n) STRICT')


def keep_rows(connection: sqlite3.Connection, name: str) -> None:
    """Refuse that rows of a table are changed or taken away, but for a purge."""
    for change in ("UPDATE", "DELETE"):
        connection.execute(
            f"CREATE TRIGGER {name}_is_kept_from_{change.lower()} BEFORE {change} ON {name} "
            "WHEN NOT EXISTS (SELECT 1 FROM store WHERE key = 'purging') "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {name} are only added'); END"
        )
