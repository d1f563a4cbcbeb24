-- A file of its own beside the ledger, made again where it is missing: nothing in it is the only copy.
-- position: how far the records of a tenant are in here, and the hash of the last of them.
CREATE TABLE position (
  tenant INTEGER PRIMARY KEY,
  next INTEGER NOT NULL,
  hash TEXT NOT NULL
);

-- the hashed terms of records, by the key that the ledger has them under
CREATE VIRTUAL TABLE term USING fts5 (terms, content = '', detail = none, columnsize = 0, tokenize = ascii);

-- decisions by hour, for each set of columns that may be asked for: a column that is not of the set is empty
CREATE TABLE tally (
  tenant INTEGER NOT NULL,
  cut INTEGER NOT NULL,
  hour INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  agent TEXT NOT NULL,
  action TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (tenant, cut, hour, outcome, agent, action)
) WITHOUT ROWID;

PRAGMA user_version = 1;
