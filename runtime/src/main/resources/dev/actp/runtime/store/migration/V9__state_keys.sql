-- what counters count by and what sessions did holds no values any more: HMACs stand for them, under a key of the
-- tenant, wrapped as those are that what is beside records is encrypted with
ALTER TABLE data_key ADD COLUMN purpose INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX data_key_of_state ON data_key (tenant) WHERE purpose = 1;

-- the tenants whose state was kept before that, and is still to be put under its key
CREATE TABLE plain_piece (
  tenant INTEGER PRIMARY KEY REFERENCES tenant (no)
);
INSERT INTO plain_piece SELECT no FROM tenant;

PRAGMA user_version = 9;
