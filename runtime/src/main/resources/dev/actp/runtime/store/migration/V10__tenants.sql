-- body: whether the tenant is disabled, its plan and its quotas, as a document
ALTER TABLE tenant ADD COLUMN body TEXT NOT NULL DEFAULT '{}';

PRAGMA user_version = 10;
