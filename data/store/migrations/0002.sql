-- Format 2: how far archives were read, and feeds.
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
