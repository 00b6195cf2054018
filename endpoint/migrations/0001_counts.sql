-- Days are local days of the endpoint's UTC offset, written YYYY-MM-DD.

CREATE TABLE site (
    id       INTEGER PRIMARY KEY,
    name     TEXT    NOT NULL UNIQUE,
    views    INTEGER NOT NULL DEFAULT 0 CHECK (views >= 0),
    -- The sum over all days of the visitors of each day.
    visitors INTEGER NOT NULL DEFAULT 0 CHECK (visitors >= 0),
    -- How many rows of `page` belong to the site, so that a limit costs no scan.
    pages    INTEGER NOT NULL DEFAULT 0 CHECK (pages >= 0),
    -- The first counted day.
    since    TEXT    NOT NULL
) STRICT;

CREATE TABLE site_day (
    site_id  INTEGER NOT NULL REFERENCES site (id) ON DELETE CASCADE,
    day      TEXT    NOT NULL,
    views    INTEGER NOT NULL CHECK (views >= 0),
    visitors INTEGER NOT NULL CHECK (visitors >= 0),
    PRIMARY KEY (site_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE page (
    site_id INTEGER NOT NULL REFERENCES site (id) ON DELETE CASCADE,
    path    TEXT    NOT NULL,
    views   INTEGER NOT NULL CHECK (views >= 0),
    PRIMARY KEY (site_id, path)
) STRICT, WITHOUT ROWID;

-- Both tables below hold today's rows only; the endpoint deletes them when the local day turns.
CREATE TABLE salt (
    day   TEXT PRIMARY KEY,
    bytes BLOB NOT NULL CHECK (length(bytes) = 32)
) STRICT, WITHOUT ROWID;

CREATE TABLE visitor (
    day     TEXT    NOT NULL,
    site_id INTEGER NOT NULL REFERENCES site (id) ON DELETE CASCADE,
    hash    BLOB    NOT NULL CHECK (length(hash) = 16),
    PRIMARY KEY (day, site_id, hash)
) STRICT, WITHOUT ROWID;
