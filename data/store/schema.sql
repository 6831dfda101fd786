-- The record in one SQLite file: docs/formats/store.md says what every table and column holds.
-- Status is never stored: it is computed from the ladder and a day. Times are ISO 8601 text; flags are 0 or 1.
-- A change of this file raises user_version and comes with data/store/migrations/NNNN.sql that makes it of the version before.
PRAGMA application_id = 0x454E5445;
PRAGMA user_version = 3;

CREATE TABLE store (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO store VALUES (1, 0);

CREATE TABLE articles (
  id TEXT PRIMARY KEY,
  url TEXT,
  title TEXT,
  source TEXT,
  published TEXT,
  order_key TEXT NOT NULL,
  language TEXT,
  kind TEXT NOT NULL,
  text_key TEXT,
  content_key TEXT NOT NULL,
  revision INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_date ON articles (order_key);
CREATE INDEX articles_by_text ON articles (text_key);

CREATE TABLE events (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL
) STRICT;

CREATE TABLE reports (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  event TEXT REFERENCES events (id),
  field TEXT NOT NULL,
  sentence INTEGER NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  concept TEXT,
  status TEXT NOT NULL,
  positive INTEGER NOT NULL,
  when_start TEXT,
  when_end TEXT,
  when_precision TEXT,
  place TEXT,
  place_name TEXT,
  country TEXT,
  lat REAL,
  lon REAL,
  speaker TEXT,
  series TEXT,
  ordinal INTEGER,
  frame TEXT,
  killed INTEGER,
  injured INTEGER,
  arrested INTEGER,
  size INTEGER,
  amount REAL,
  currency TEXT,
  quote TEXT NOT NULL,
  quote_start INTEGER NOT NULL,
  quote_end INTEGER NOT NULL,
  trigger TEXT,
  confidence REAL NOT NULL,
  order_key TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX reports_by_article ON reports (article);
CREATE INDEX reports_by_event ON reports (event);
CREATE INDEX reports_by_type ON reports (type, order_key);
CREATE INDEX reports_by_time ON reports (when_start);

CREATE TABLE report_parties (
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  side TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
  position INTEGER NOT NULL,
  actor TEXT NOT NULL,
  country TEXT,
  office TEXT,
  person TEXT,
  role TEXT,
  inferred INTEGER NOT NULL,
  text TEXT,
  PRIMARY KEY (report, side, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_parties_by_actor ON report_parties (actor, report);

CREATE TABLE report_contexts (
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  context TEXT NOT NULL,
  PRIMARY KEY (report, context)
) STRICT, WITHOUT ROWID;

-- Links from a report to the report of the meeting that it is an outcome of, or that it takes place at.
CREATE TABLE report_links (
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('occasion', 'outcome_of')),
  target TEXT NOT NULL,
  PRIMARY KEY (report, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_links_by_target ON report_links (target, kind);

-- Where reports that may be about one act find each other: family of types, party (groups unfolded), stretch of time.
CREATE TABLE report_cells (
  family TEXT NOT NULL,
  party TEXT NOT NULL,
  stretch INTEGER NOT NULL,
  report TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
  PRIMARY KEY (family, party, stretch, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_cells_by_report ON report_cells (report);

CREATE TABLE claims (
  id TEXT NOT NULL,
  article TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  subject TEXT NOT NULL,
  relation TEXT NOT NULL,
  object TEXT NOT NULL,
  since TEXT,
  until TEXT,
  at TEXT,
  quote TEXT NOT NULL,
  agrees_with_world INTEGER,
  body TEXT NOT NULL,
  PRIMARY KEY (article, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_by_subject ON claims (subject, relation);

-- Versions of articles that newer ones have replaced, with their reports and claims as JSON arrays: for --known-at.
CREATE TABLE past_articles (
  article TEXT NOT NULL,
  first_revision INTEGER NOT NULL,
  last_revision INTEGER NOT NULL,
  body TEXT NOT NULL,
  reports TEXT NOT NULL,
  claims TEXT NOT NULL,
  PRIMARY KEY (article, first_revision)
) STRICT, WITHOUT ROWID;

-- How far archives (WARC, ARC, mbox) were read: adding one again goes on there.
CREATE TABLE archives (
  path TEXT PRIMARY KEY,
  head TEXT NOT NULL,
  offset INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What `entente feed poll` looks at, and what the server said last.
CREATE TABLE feeds (
  url TEXT PRIMARY KEY,
  title TEXT,
  pages INTEGER NOT NULL,
  added TEXT NOT NULL,
  etag TEXT,
  last_modified TEXT,
  polled TEXT,
  next_poll TEXT,
  status INTEGER,
  failures INTEGER NOT NULL,
  error TEXT
) STRICT, WITHOUT ROWID;

-- Pages that a feed pointed at and that were fetched.
CREATE TABLE feed_pages (
  url TEXT PRIMARY KEY,
  feed TEXT NOT NULL,
  fetched TEXT NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE VIEW v_reports AS
  SELECT r.id AS report, r.event, r.article, a.source, a.published, a.url, r.field, r.type, r.mode, r.status,
         CASE r.positive WHEN 1 THEN 'positive' ELSE 'negative' END AS polarity, r.when_start, r.when_end,
         r.when_precision, r.place_name, r.country, r.speaker, r.series, r.ordinal, r.frame, r.quote, r.confidence
  FROM reports r JOIN articles a ON a.id = r.article;

CREATE VIEW v_participants AS
  SELECT r.event, p.report, p.side, p.actor, p.country, p.office, p.person, p.role, p.inferred
  FROM report_parties p JOIN reports r ON r.id = p.report;

-- One line an event: its anchor's type and mode, and how much speaks of it. Its status depends on a day: `entente events`.
CREATE VIEW v_events AS
  SELECT e.id AS event, anchor.type, anchor.mode, min(r.order_key) AS first_published, max(r.order_key) AS last_published,
         count(*) AS reports, count(DISTINCT r.article) AS articles, e.revision
  FROM events e JOIN reports anchor ON anchor.id = e.id JOIN reports r ON r.event = e.id
  GROUP BY e.id;

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
