-- documents of tokens say in `narrow` what a token narrows: a version that does not read it would widen the token,
-- and must not open this file
PRAGMA user_version = 3;
