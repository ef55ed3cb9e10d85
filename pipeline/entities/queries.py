"""The store's tables and queries, in SQL for SQLite. Missing values are empty strings: rows are unique."""

from __future__ import annotations

SCHEMA = """
CREATE TABLE records (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, digest BLOB NOT NULL, day TEXT NOT NULL
);
CREATE TABLE variants (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, canonical TEXT NOT NULL,
    kind TEXT NOT NULL, place TEXT NOT NULL, code TEXT NOT NULL, parent TEXT NOT NULL, surface TEXT NOT NULL,
    UNIQUE (id, name, canonical, kind, place, code, parent, surface)
);
CREATE TABLE appearances (
    key INTEGER PRIMARY KEY, name TEXT NOT NULL, media INTEGER NOT NULL, strong TEXT NOT NULL,
    weak TEXT NOT NULL,
    UNIQUE (name, media, strong, weak)
);
CREATE TABLE body_sightings (record INTEGER, variant INTEGER, PRIMARY KEY (record, variant)) WITHOUT ROWID;
CREATE TABLE person_sightings (
    record INTEGER, appearance INTEGER, PRIMARY KEY (record, appearance)
) WITHOUT ROWID;
CREATE TABLE post_sightings (
    record INTEGER, appearance INTEGER, office TEXT, body TEXT, level TEXT, status TEXT, start_date TEXT,
    end_date TEXT,
    PRIMARY KEY (record, appearance, office, body, level, status, start_date, end_date)
) WITHOUT ROWID;
CREATE TABLE people (
    appearance INTEGER PRIMARY KEY, person TEXT NOT NULL, name TEXT NOT NULL, home TEXT NOT NULL
);
CREATE TABLE tenures (
    office TEXT, body TEXT, person TEXT, first_date TEXT, last_date TEXT,
    PRIMARY KEY (office, body, person)
) WITHOUT ROWID;
"""

FIND_RECORD = "SELECT key, digest FROM records WHERE id = ?"
INSERT_RECORD = "INSERT INTO records (id, digest, day) VALUES (?, ?, ?)"

FIND_VARIANT = """
SELECT key FROM variants WHERE id = ? AND name = ? AND canonical = ? AND kind = ? AND place = ? AND code = ?
    AND parent = ? AND surface = ?
"""
INSERT_VARIANT = """
INSERT INTO variants (id, name, canonical, kind, place, code, parent, surface) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""

FIND_APPEARANCE = "SELECT key FROM appearances WHERE name = ? AND media = ? AND strong = ? AND weak = ?"
INSERT_APPEARANCE = "INSERT INTO appearances (name, media, strong, weak) VALUES (?, ?, ?, ?)"
# Of appearances that no record shows any more nothing may depend.
APPEARANCES = """
SELECT key, name, media, strong, weak FROM appearances
WHERE key IN (SELECT appearance FROM person_sightings) ORDER BY name
"""

INSERT_BODY_SIGHTING = "INSERT INTO body_sightings VALUES (?, ?)"
INSERT_PERSON_SIGHTING = "INSERT INTO person_sightings VALUES (?, ?)"
INSERT_POST_SIGHTING = "INSERT OR IGNORE INTO post_sightings VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
REMOVE_RECORD = (
    "DELETE FROM body_sightings WHERE record = ?",
    "DELETE FROM person_sightings WHERE record = ?",
    "DELETE FROM post_sightings WHERE record = ?",
    "DELETE FROM records WHERE key = ?",
)

FORGET_PEOPLE = ("DELETE FROM people", "DELETE FROM tenures")
INSERT_PERSON = "INSERT INTO people VALUES (?, ?, ?, ?)"
# Bodies that only one record knows (X//…) are not the same in two records.
INSERT_TENURES = """
INSERT INTO tenures
SELECT s.office, s.body, p.person, min(r.day), max(r.day)
FROM post_sightings s JOIN people p ON p.appearance = s.appearance JOIN records r ON r.key = s.record
WHERE s.status IN ('current', 'acting') AND s.body <> '' AND s.body NOT LIKE 'X//%' AND r.day <> ''
    AND is_sole(s.office)
GROUP BY s.office, s.body, p.person
"""

PEOPLE = """
SELECT p.person, p.name, p.home, min(nullif(r.day, '')), max(nullif(r.day, '')), count(*)
FROM people p JOIN person_sightings s ON s.appearance = p.appearance JOIN records r ON r.key = s.record
GROUP BY p.person ORDER BY p.person
"""
BODIES = """
SELECT v.id, min(nullif(r.day, '')), max(nullif(r.day, '')), count(DISTINCT s.record)
FROM variants v JOIN body_sightings s ON s.variant = v.key JOIN records r ON r.key = s.record
GROUP BY v.id ORDER BY v.id
"""
VARIANTS = """
SELECT v.id, v.name, v.canonical, v.kind, v.place, v.code, v.parent, v.surface, count(*)
FROM variants v JOIN body_sightings s ON s.variant = v.key
GROUP BY v.key ORDER BY v.id
"""
POSTS = """
SELECT p.person, p.name, s.office, s.body, s.status, r.id, r.day, s.level, s.start_date, s.end_date
FROM post_sightings s JOIN people p ON p.appearance = s.appearance JOIN records r ON r.key = s.record
ORDER BY p.person, s.office, s.body, s.status, r.id, s.start_date, s.end_date, s.level
"""
CONFLICTS = """
SELECT a.office, a.body, max(a.first_date, b.first_date), min(a.last_date, b.last_date),
    a.person, a.first_date, a.last_date, b.person, b.first_date, b.last_date
FROM tenures a JOIN tenures b ON b.office = a.office AND b.body = a.body AND b.person > a.person
WHERE max(a.first_date, b.first_date) <= min(a.last_date, b.last_date)
ORDER BY a.body, a.office, a.person, b.person
"""
