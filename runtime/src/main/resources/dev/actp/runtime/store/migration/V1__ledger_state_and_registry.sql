-- Tenants are known by a number inside the file: a record's key is tenant * 2^40 + index, so that a tenant's
-- records lie together and in order. Instants are microseconds since 1970.
CREATE TABLE tenant (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created INTEGER NOT NULL,
  head_index INTEGER NOT NULL,
  head_hash TEXT NOT NULL,
  now INTEGER NOT NULL
);

CREATE TABLE record (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  agent TEXT NOT NULL,
  action TEXT NOT NULL,
  token TEXT NOT NULL,
  caller TEXT NOT NULL,
  request TEXT,
  request_digest TEXT,
  leaf BLOB NOT NULL
);

-- what records hold salted digests of; may be erased, the ledger verifies without it
CREATE TABLE beside (
  id INTEGER PRIMARY KEY,
  content BLOB NOT NULL
);

-- state that changes with almost every decision: pieces as of the last checkpoint, and the changes since
CREATE TABLE piece (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  kind INTEGER NOT NULL,
  name BLOB NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (tenant, kind, name)
) WITHOUT ROWID;

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  changes BLOB NOT NULL
);

CREATE TABLE api_key (
  id TEXT PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX api_key_of_tenant ON api_key (tenant, id);

CREATE TABLE agent (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE INDEX agent_named ON agent (tenant, name);

CREATE TABLE policy_version (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  id TEXT NOT NULL,
  number INTEGER NOT NULL,
  name TEXT NOT NULL,
  in_force INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id, number)
) WITHOUT ROWID;
CREATE INDEX policy_in_force ON policy_version (tenant, id) WHERE in_force;

CREATE TABLE token (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  id TEXT NOT NULL,
  agent TEXT NOT NULL,
  reference TEXT,
  record INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX token_referred ON token (reference) WHERE reference IS NOT NULL;
CREATE INDEX token_of_agent ON token (tenant, agent, record);

CREATE TABLE revocation (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  kind TEXT NOT NULL,
  what TEXT NOT NULL,
  capability TEXT NOT NULL,
  record INTEGER NOT NULL,
  PRIMARY KEY (tenant, kind, what, capability)
) WITHOUT ROWID;

CREATE TABLE suspension (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  agent TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (tenant, agent)
) WITHOUT ROWID;

CREATE TABLE approval (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  id TEXT NOT NULL,
  asked INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  state TEXT NOT NULL,
  grp TEXT NOT NULL,
  agent TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE INDEX approval_asked ON approval (tenant, asked, id);
CREATE INDEX approval_live ON approval (tenant, expires) WHERE state <> 'USED';

CREATE TABLE membership (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  grp TEXT NOT NULL,
  person TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (tenant, grp, person)
) WITHOUT ROWID;

PRAGMA user_version = 1;
