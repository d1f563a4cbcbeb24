-- The hashes that a tenant's ledger is as a tree: of its records (level 0), of every 256, of every 65536 and so on,
-- in runs of 256 hashes of 32 bytes. The last run of a level is there as far as it goes; that of level 0 only once
-- it is full, as the records themselves give the rest. Missing runs are made from the records when the file is opened.
CREATE TABLE tile (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  level INTEGER NOT NULL,
  number INTEGER NOT NULL,
  hashes BLOB NOT NULL,
  PRIMARY KEY (tenant, level, number)
);

-- the signed heads of that tree, as they were given out; the newest 1000 are kept
CREATE TABLE checkpoint (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  size INTEGER NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (tenant, size)
) WITHOUT ROWID;

PRAGMA user_version = 6;
