-- erasures that were asked for, and how far each has come; of those that have ended the newest 100 are kept. The value
-- that one is about is kept beside the record of its asking, encrypted as all that is there
CREATE TABLE erasure (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  record INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, record)
) WITHOUT ROWID;

PRAGMA user_version = 8;
