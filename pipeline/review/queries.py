"""The queue in SQL."""

from __future__ import annotations

# What is on the desk: documents of this session, gold that they lack, what gold says of their items.
DESK = (
    "CREATE TEMP TABLE loaded (document TEXT PRIMARY KEY, ordinal INTEGER NOT NULL) WITHOUT ROWID",
    """
    CREATE TEMP TABLE gold_items (
        document TEXT, key TEXT, layer TEXT, start INTEGER, "end" INTEGER, text TEXT, rule TEXT,
        confidence REAL, fields TEXT, PRIMARY KEY (document, key)
    ) WITHOUT ROWID
    """,
    """
    CREATE TEMP TABLE gold_marks (
        document TEXT, key TEXT, mark TEXT, weight INTEGER, PRIMARY KEY (document, key)
    ) WITHOUT ROWID
    """,
)

# Every item that passes the filters, with my newest decision on it. What I decided on and is no item now, I
# had added, or it is gone. A decision is stale when the item's fields are no longer those that it was made
# on, nor those that it asked for.
_JUDGED = """
WITH mine AS (
    SELECT d.* FROM latest l JOIN decisions d ON d.seq = l.seq
    WHERE l.slot = :reviewer AND l.item <> 'document'
), known AS (
    SELECT document, key, layer, start, "end", text, rule, confidence, fields, doubts, doubt,
        'found' AS origin FROM items
    UNION ALL
    SELECT document, key, layer, start, "end", text, rule, confidence, fields, '["gold_missing"]', 5, 'gold'
    FROM gold_items g WHERE NOT EXISTS (SELECT 1 FROM items i WHERE i.document = g.document AND i.key = g.key)
), asked AS (
    SELECT * FROM known
    UNION ALL
    SELECT m.document, m.item, m.layer, m.start, m."end",
        coalesce(json_extract(m.was, '$.text'), substr(t.text, m.start + 1, m."end" - m.start)), m.rule,
        coalesce(json_extract(m.was, '$.confidence'), 1.0), coalesce(json_extract(m.was, '$.fields'), '{{}}'),
        '[]', 0, CASE WHEN m.was IS NULL THEN 'added' ELSE 'gone' END
    FROM mine m JOIN documents t ON t.sha256 = m.document
    WHERE m.state IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM known k WHERE k.document = m.document AND k.key = m.item)
), judged AS (
    SELECT a.document, a.key, a.layer, a.start, a."end", a.text, a.rule, a.confidence, a.doubts, a.origin,
        a.doubt + coalesce(g.weight, 0) AS doubt, g.mark AS gold, l.ordinal, r.uri, r.title,
        json_extract(m.state, '$.verdict') AS verdict,
        m.state IS NOT NULL AND (a.origin = 'gone' OR (m.was IS NOT NULL
            AND json_extract(m.was, '$.fields') <> json(a.fields)
            AND json_extract(m.state, '$.fields') <> json(a.fields))) AS stale,
        json_extract(m.state, '$.layer', '$.start', '$.end', '$.fields')
            IS json_array(a.layer, a.start, a."end", json(a.fields)) AS unchanged
    FROM asked a JOIN loaded l ON l.document = a.document
    JOIN records r ON r.document = a.document
        AND r.id = (SELECT min(id) FROM records f WHERE f.document = a.document)
    LEFT JOIN gold_marks g ON g.document = a.document AND g.key = a.key
    LEFT JOIN mine m ON m.document = a.document AND m.item = a.key
    WHERE (:layer = '' OR a.layer = :layer)
        AND (:rule = '' OR instr('+' || a.rule || '+', '+' || :rule || '+') > 0)
        AND a.confidence BETWEEN :low AND :high
        AND (:source = '' OR instr(r.uri, :source) > 0)
        AND (:first = '' OR r.published >= :first) AND (:last = '' OR r.published <= :last)
        AND (:text = '' OR instr(a.text, :text) > 0)
        AND (:document = '' OR a.document = :document)
), drawn AS (
    SELECT * FROM judged ORDER BY CASE WHEN :sample < 0 THEN 0 ELSE {drawn} END LIMIT :sample
)
"""
ORDERS = {
    "text": "ordinal, start, key",
    "confidence": "confidence, ordinal, start, key",
    "doubt": "doubt DESC, confidence, ordinal, start, key",
    "random": "shuffled(:seed, document, key)",
}
QUEUE = (
    _JUDGED
    + """
SELECT document, key, layer, start, "end", text, rule, confidence, doubts, origin, gold, uri, title, verdict,
    stale
FROM drawn
WHERE CASE '{state}' WHEN 'open' THEN verdict IS NULL OR stale WHEN 'stale' THEN stale
    WHEN 'done' THEN verdict IS NOT NULL AND NOT stale ELSE 1 END
ORDER BY {order} LIMIT :limit OFFSET :offset
"""
)
SUMS = (
    _JUDGED
    + """
SELECT count(*), sum(verdict IS NOT NULL AND NOT stale),
    sum(verdict = 'accepted' AND unchanged AND NOT stale)
FROM drawn
"""
)

# The documents of this session with how far I am.
DOCUMENTS = """
SELECT l.document, r.title, r.uri, r.published, r.kind, length(t.text) AS length,
    (SELECT count(*) FROM items i WHERE i.document = l.document) AS items,
    (SELECT count(*) FROM items i JOIN latest m ON m.document = i.document AND m.item = i.key
        AND m.slot = :reviewer JOIN decisions d ON d.seq = m.seq AND d.state IS NOT NULL
        WHERE i.document = l.document) AS decided,
    EXISTS (SELECT 1 FROM latest m JOIN decisions d ON d.seq = m.seq AND d.state IS NOT NULL
        WHERE m.document = l.document AND m.item = 'document' AND m.slot = :reviewer) AS read
FROM loaded l JOIN documents t ON t.sha256 = l.document
JOIN records r ON r.document = l.document
    AND r.id = (SELECT min(id) FROM records f WHERE f.document = l.document)
WHERE (:source = '' OR instr(r.uri, :source) > 0 OR instr(coalesce(r.title, ''), :source) > 0)
    AND (:text = '' OR instr(t.text, :text) > 0)
ORDER BY l.ordinal LIMIT :limit OFFSET :offset
"""

FIRST = """
SELECT l.document FROM loaded l JOIN records r ON r.document = l.document
ORDER BY r.kind <> 'article' OR EXISTS (
    SELECT 1 FROM latest m JOIN decisions d ON d.seq = m.seq AND d.state IS NOT NULL
    WHERE m.document = l.document AND m.item = 'document' AND m.slot = :reviewer
), l.ordinal LIMIT 1
"""

# The same words by the same rule, as far as I have not decided on them.
SAME = """
SELECT i.document, i.key, i.layer, i.start, i."end", i.fields, d.id AS seen
FROM items i JOIN loaded l ON l.document = i.document
LEFT JOIN latest m ON m.document = i.document AND m.item = i.key AND m.slot = :reviewer
LEFT JOIN decisions d ON d.seq = m.seq
WHERE i.layer = :layer AND i.text = :text AND i.rule = :rule AND d.state IS NULL
    AND NOT (i.document = :document AND i.key = :item)
ORDER BY l.ordinal, i.start
"""
RULES = """
SELECT i.layer, i.rule, count(*) AS items FROM items i JOIN loaded l ON l.document = i.document
GROUP BY 1, 2 ORDER BY 1, 2
"""
HISTORY = "SELECT * FROM decisions WHERE reviewer = ? AND seq < ? ORDER BY seq DESC LIMIT ?"
SINCE = """
SELECT d.* FROM decisions d JOIN loaded l ON l.document = d.document WHERE d.seq > ? ORDER BY d.seq LIMIT ?
"""
DOUBTS = "SELECT key, doubts FROM items WHERE document = ?"
SEVERAL = """
SELECT l.document FROM loaded l JOIN decisions d ON d.document = l.document AND d.role = 'reviewer'
GROUP BY l.document HAVING count(DISTINCT d.reviewer) > 1 ORDER BY l.ordinal
"""
