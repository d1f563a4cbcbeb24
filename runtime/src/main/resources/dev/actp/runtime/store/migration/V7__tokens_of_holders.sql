-- documents of tokens say in `holder` which key a token is bound to, and state holds the proofs that were used: a version
-- that does not read them would take such a token from whoever bears it, and must not open this file
PRAGMA user_version = 7;
