-- until when what is kept beside a record is kept: null for ever, which is what earlier records say
ALTER TABLE beside ADD COLUMN until INTEGER;
CREATE INDEX beside_due ON beside (until) WHERE until IS NOT NULL;

-- the keys that what is kept beside records is encrypted with, each wrapped by the key-encryption key
CREATE TABLE data_key (
  no INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  wrapped_by TEXT NOT NULL,
  wrapped BLOB NOT NULL
);

-- what was kept before that, and is still to be encrypted: up to which record that has been done
CREATE TABLE plain_beside (
  done INTEGER NOT NULL
);
INSERT INTO plain_beside SELECT 0 WHERE EXISTS (SELECT 1 FROM beside);

PRAGMA user_version = 5;
