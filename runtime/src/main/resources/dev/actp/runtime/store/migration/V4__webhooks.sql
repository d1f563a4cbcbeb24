-- who is told what happens, and what is on its way to them
CREATE TABLE webhook (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) WITHOUT ROWID;

CREATE TABLE delivery (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  webhook TEXT NOT NULL,
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  next INTEGER NOT NULL,
  dead INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, webhook, id)
) WITHOUT ROWID;
CREATE INDEX delivery_due ON delivery (tenant, webhook, next) WHERE NOT dead;
CREATE INDEX delivery_dead ON delivery (tenant, webhook, at) WHERE dead;

-- approvals that end by themselves
CREATE INDEX approval_ending ON approval (tenant, expires) WHERE state IN ('PENDING', 'GIVEN');

PRAGMA user_version = 4;
