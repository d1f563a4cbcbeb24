-- a tenant's own mail domains, with a space between each two
ALTER TABLE tenant ADD COLUMN mail_domains TEXT NOT NULL DEFAULT '';

PRAGMA user_version = 2;
