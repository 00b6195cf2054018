-- The views a site had before this endpoint began to count, by its name: a base can be set for a
-- site that has no row in `site` yet.
CREATE TABLE seed (
    site  TEXT    PRIMARY KEY,
    views INTEGER NOT NULL CHECK (views >= 0),
    -- The first day of the earlier counter, YYYY-MM-DD; null when nobody said.
    since TEXT
) STRICT, WITHOUT ROWID;
