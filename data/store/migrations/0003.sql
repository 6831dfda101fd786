-- Format 3: decisions, ids that are gone, full text, times of revisions, the world's actors, more views.
-- When each revision was written, by the clock of the machine that wrote it (UTC).
CREATE TABLE revisions (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL
) STRICT;

-- What people decided (entente review): never changed, only added to.
CREATE TABLE decisions (
  number INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('confirm', 'correct', 'merge', 'split', 'reject')),
  field TEXT,
  value TEXT,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  note TEXT
) STRICT;

-- The reports that a decision speaks of, as they were then; 'other': merged with, or staying.
CREATE TABLE decision_reports (
  decision INTEGER NOT NULL REFERENCES decisions (number),
  side TEXT NOT NULL CHECK (side IN ('of', 'other')),
  position INTEGER NOT NULL,
  report TEXT NOT NULL,
  PRIMARY KEY (decision, side, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_reports_by_report ON decision_reports (report);

-- Reports that are gone because their article says something else now, and what answers for them.
CREATE TABLE tombstones (
  id TEXT PRIMARY KEY,
  successor TEXT,
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tombstones_by_revision ON tombstones (revision);

-- Full text: `words` finds, accents and case aside; it keeps no text. Its rowid is a row of word_rows.
CREATE TABLE word_rows (
  row INTEGER PRIMARY KEY,
  article TEXT NOT NULL UNIQUE REFERENCES articles (id)
) STRICT;
CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIEW word_sources AS
  SELECT n.row, n.article, replace(replace(coalesce(a.title, ''), 'œ', 'oe'), 'Œ', 'OE') AS title,
         replace(replace(coalesce(json_extract(a.body, '$.text'), ''), 'œ', 'oe'), 'Œ', 'OE') AS text
  FROM word_rows n JOIN articles a ON a.id = n.article;

-- Small facts about the file: 'world': which facts of the world `actors` and `memberships` hold.
CREATE TABLE facts (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The world's facts as they were when the store was last written: for the views.
CREATE TABLE actors (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name_fr TEXT,
  name_en TEXT,
  iso3 TEXT,
  cow INTEGER,
  gw INTEGER,
  wikidata TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE memberships (
  actor_group TEXT NOT NULL,
  member TEXT NOT NULL,
  first_day TEXT,
  last_day TEXT,
  source TEXT
) STRICT;
CREATE INDEX memberships_by_member ON memberships (member);

INSERT INTO word_rows (article) SELECT id FROM articles ORDER BY id;
INSERT INTO words (rowid, title, text) SELECT row, title, text FROM word_sources;

CREATE VIEW v_actors AS SELECT id AS actor, kind, name_fr, name_en, iso3, cow, gw, wikidata FROM actors;

CREATE VIEW v_memberships AS SELECT actor_group, member, first_day, last_day, source FROM memberships;

-- Announced acts of the kinds that can be promises, by event; the verdict depends on a day: `entente commitments`.
CREATE VIEW v_commitments AS
  SELECT r.event, min(r.type) AS type, substr(min(r.order_key), 1, 10) AS made, max(r.when_start) AS due_start,
         max(r.when_end) AS due_end, count(*) AS promises
  FROM reports r
  WHERE r.event IS NOT NULL AND r.status = 'announced' AND r.field NOT LIKE 'related%'
    AND (r.type IN ('AID', 'RETREAT', 'COOPERATE', 'CONCEDE', 'MOBILIZE', 'SUPPORT') OR (r.type = 'SANCTION' AND r.mode = 'withdraw'))
  GROUP BY r.event;

CREATE VIEW v_series AS
  SELECT series, event, max(ordinal) AS ordinal, min(when_start) AS when_start, count(*) AS reports
  FROM reports WHERE series IS NOT NULL AND event IS NOT NULL GROUP BY series, event;

CREATE VIEW v_claims AS
  SELECT c.id AS claim, c.article, a.source, a.published, c.subject, c.relation, c.object, c.since, c.until, c.at, c.quote,
         c.agrees_with_world
  FROM claims c JOIN articles a ON a.id = c.article;

-- Pairs of actors by month of the act (of its first report, where no day is told); a < b.
CREATE VIEW v_dyad_month AS
  SELECT p.actor AS a, q.actor AS b, substr(coalesce(r.when_start, r.order_key), 1, 7) AS month, r.type,
         count(DISTINCT r.event) AS events, count(DISTINCT r.id) AS reports
  FROM report_parties p JOIN report_parties q ON q.report = p.report AND p.actor < q.actor
  JOIN reports r ON r.id = p.report
  WHERE r.event IS NOT NULL GROUP BY 1, 2, 3, 4;

CREATE VIEW v_coverage AS
  SELECT coalesce(source, '') AS source, substr(order_key, 1, 10) AS day, count(*) AS articles
  FROM articles GROUP BY 1, 2;
