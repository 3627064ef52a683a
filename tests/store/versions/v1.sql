PRAGMA application_id = 1414026328;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE "approval" (
        id INTEGER PRIMARY KEY,
        month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
        key TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('figure', 'narrative')),
        word TEXT NOT NULL CHECK (word IN ('provisional', 'checked', 'agreed')),
        role TEXT NOT NULL,
        given_on TEXT NOT NULL CHECK (given_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        value_hash TEXT NOT NULL
) STRICT;
CREATE TABLE "archived_file" (
        id INTEGER PRIMARY KEY,
        month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
        edition INTEGER NOT NULL,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        content BLOB,
        kind TEXT NOT NULL CHECK (kind IN ('output', 'paper', 'definition', 'observations', 'configuration')),
        redacted_by_purge INTEGER REFERENCES purge(id),
        UNIQUE (month, edition, kind, name)
) STRICT;
CREATE TABLE "asked" (
        id INTEGER PRIMARY KEY,
        month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
        indicator TEXT NOT NULL,
        partner TEXT NOT NULL,
        cells INTEGER NOT NULL
) STRICT;
CREATE TABLE "closed_month" (
        id INTEGER PRIMARY KEY,
        month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
        edition INTEGER NOT NULL,
        closed_at TEXT NOT NULL CHECK (closed_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'),
        role TEXT NOT NULL,
        note TEXT NOT NULL DEFAULT '',
        reopened_at TEXT CHECK (reopened_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'),
        reopened_by TEXT,
        reopen_reason TEXT,
        manifest TEXT NOT NULL,
        manifest_sha256 TEXT NOT NULL,
        UNIQUE (month, edition)
) STRICT;
CREATE TABLE "conflict" (
        id INTEGER PRIMARY KEY,
        run TEXT NOT NULL REFERENCES run(id),
        key TEXT NOT NULL,
        "column" TEXT NOT NULL,
        ours TEXT,
        theirs TEXT
) STRICT;
CREATE TABLE "evaluated" (
        id INTEGER PRIMARY KEY,
        month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]') UNIQUE,
        at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'),
        detail TEXT NOT NULL,
        observations BLOB NOT NULL
) STRICT;
CREATE TABLE "evaluated_file" (
        id INTEGER PRIMARY KEY,
        month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        content BLOB NOT NULL,
        UNIQUE (month, name)
) STRICT;
CREATE TABLE "explanation" (
        id INTEGER PRIMARY KEY,
        workbook TEXT NOT NULL,
        key TEXT NOT NULL,
        "column" TEXT NOT NULL,
        code TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        reason_id TEXT NOT NULL,
        words TEXT NOT NULL DEFAULT '',
        role TEXT NOT NULL,
        accepted_on TEXT NOT NULL CHECK (accepted_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        until TEXT NOT NULL CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE TABLE "finding" (
        id INTEGER PRIMARY KEY,
        run TEXT NOT NULL REFERENCES run(id),
        month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
        workbook TEXT NOT NULL,
        code TEXT NOT NULL,
        severity TEXT NOT NULL,
        place TEXT NOT NULL,
        waived_by TEXT NOT NULL DEFAULT '',
        words_hash TEXT NOT NULL
) STRICT;
CREATE TABLE "log" (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'),
        run TEXT REFERENCES run(id),
        what TEXT NOT NULL,
        subject TEXT NOT NULL DEFAULT '',
        role TEXT NOT NULL DEFAULT '',
        reason TEXT NOT NULL DEFAULT '',
        detail TEXT NOT NULL DEFAULT '{}'
) STRICT;
INSERT INTO "log" VALUES(1,'2026-12-01T03:47:21Z',NULL,'made','a month of version 1','','','{}');
CREATE TABLE "narrative" (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL,
        period TEXT NOT NULL,
        value_text TEXT NOT NULL,
        heading TEXT NOT NULL,
        text_hash TEXT NOT NULL,
        text TEXT NOT NULL,
        month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
        written_about TEXT NOT NULL DEFAULT '',
        ended_on TEXT CHECK (ended_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
) STRICT;
CREATE TABLE "observation" (
        id INTEGER PRIMARY KEY,
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
        returned_on TEXT NOT NULL CHECK (returned_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        role TEXT NOT NULL,
        month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
        reason TEXT NOT NULL DEFAULT '',
        recorded_by_run TEXT REFERENCES run(id),
        recorded_at TEXT NOT NULL CHECK (recorded_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'),
        seal TEXT NOT NULL,
        UNIQUE (key, version)
) STRICT;
CREATE TABLE "planned_cell" (
        id INTEGER PRIMARY KEY,
        "write" INTEGER NOT NULL REFERENCES "write"(id),
        key TEXT NOT NULL,
        "column" TEXT NOT NULL,
        before TEXT,
        after TEXT
) STRICT;
CREATE TABLE "purge" (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'),
        role TEXT NOT NULL,
        reason TEXT NOT NULL,
        record_type TEXT NOT NULL,
        subject TEXT NOT NULL,
        sha256_of_original TEXT NOT NULL,
        replaced_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE "repaired" (
        id INTEGER PRIMARY KEY,
        "write" INTEGER NOT NULL REFERENCES "write"(id),
        address TEXT NOT NULL,
        key TEXT NOT NULL,
        "column" TEXT NOT NULL,
        theirs TEXT,
        outcome TEXT NOT NULL
) STRICT;
CREATE TABLE "retry" (
        id INTEGER PRIMARY KEY,
        run TEXT NOT NULL REFERENCES run(id),
        at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'),
        what TEXT NOT NULL
) STRICT;
CREATE TABLE "returned" (
        id INTEGER PRIMARY KEY,
        month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
        partner TEXT NOT NULL,
        workbook TEXT NOT NULL,
        asked_on TEXT CHECK (asked_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        due_on TEXT CHECK (due_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        received_on TEXT CHECK (received_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        sha256 TEXT NOT NULL DEFAULT '',
        rows INTEGER NOT NULL DEFAULT 0,
        held_back INTEGER NOT NULL DEFAULT 0,
        errors INTEGER NOT NULL DEFAULT 0,
        warnings INTEGER NOT NULL DEFAULT 0,
        status TEXT NOT NULL,
        asked_cells INTEGER NOT NULL DEFAULT 0,
        run TEXT REFERENCES run(id)
) STRICT;
CREATE TABLE "run" (
        id TEXT PRIMARY KEY NOT NULL,
        kind TEXT NOT NULL,
        month TEXT CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
        role TEXT NOT NULL DEFAULT '',
        started_at TEXT NOT NULL CHECK (started_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'),
        ended_at TEXT CHECK (ended_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'),
        version TEXT NOT NULL,
        outcome TEXT NOT NULL DEFAULT '',
        apply INTEGER NOT NULL DEFAULT 0 CHECK (apply IN (0, 1)),
        host_note TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO "run" VALUES('r1','month','2026-10','','2026-10-30T00:00:00Z',NULL,'0.1.0','',0,'');
CREATE TABLE "sheet_month" (
        id INTEGER PRIMARY KEY,
        sheet TEXT NOT NULL,
        month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'),
        noted_at TEXT NOT NULL CHECK (noted_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'),
        run TEXT REFERENCES run(id)
) STRICT;
CREATE TABLE "store" (
        key TEXT PRIMARY KEY NOT NULL,
        value TEXT NOT NULL
) STRICT;
INSERT INTO "store" VALUES('store_id','18ad1b6d-cae3-4182-98ff-001e42228c28');
INSERT INTO "store" VALUES('framework','tht');
INSERT INTO "store" VALUES('created_at','2026-12-01T03:47:21Z');
INSERT INTO "store" VALUES('sequence','0');
CREATE TABLE "write" (
        id INTEGER PRIMARY KEY,
        run TEXT NOT NULL REFERENCES run(id),
        name TEXT NOT NULL UNIQUE,
        sheet TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        generation INTEGER NOT NULL,
        what TEXT NOT NULL CHECK (what IN ('plan', 'repair')),
        state TEXT NOT NULL CHECK (state IN ('intended', 'confirmed', 'refused', 'unknown')),
        intended_at TEXT NOT NULL CHECK (intended_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'),
        settled_at TEXT CHECK (settled_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'),
        cells INTEGER NOT NULL,
        reported_by TEXT REFERENCES run(id)
) STRICT;
CREATE INDEX archived_by_hash ON archived_file (sha256);
CREATE INDEX planned_by_key ON planned_cell (key);
CREATE INDEX planned_by_write ON planned_cell ("write");
CREATE INDEX repaired_by_write ON repaired ("write");
CREATE INDEX returned_by_month ON returned (month, partner, workbook);
CREATE INDEX write_by_run ON "write" (run);
CREATE TRIGGER log_is_kept_from_update BEFORE UPDATE ON log WHEN NOT EXISTS (SELECT 1 FROM store WHERE key = 'purging') BEGIN SELECT RAISE(ABORT, 'rows of log are only added'); END;
CREATE TRIGGER log_is_kept_from_delete BEFORE DELETE ON log WHEN NOT EXISTS (SELECT 1 FROM store WHERE key = 'purging') BEGIN SELECT RAISE(ABORT, 'rows of log are only added'); END;
CREATE TRIGGER observation_is_kept_from_update BEFORE UPDATE ON observation WHEN NOT EXISTS (SELECT 1 FROM store WHERE key = 'purging') BEGIN SELECT RAISE(ABORT, 'rows of observation are only added'); END;
CREATE TRIGGER observation_is_kept_from_delete BEFORE DELETE ON observation WHEN NOT EXISTS (SELECT 1 FROM store WHERE key = 'purging') BEGIN SELECT RAISE(ABORT, 'rows of observation are only added'); END;
CREATE TRIGGER purge_is_kept_from_update BEFORE UPDATE ON purge WHEN NOT EXISTS (SELECT 1 FROM store WHERE key = 'purging') BEGIN SELECT RAISE(ABORT, 'rows of purge are only added'); END;
CREATE TRIGGER purge_is_kept_from_delete BEFORE DELETE ON purge WHEN NOT EXISTS (SELECT 1 FROM store WHERE key = 'purging') BEGIN SELECT RAISE(ABORT, 'rows of purge are only added'); END;
COMMIT;
