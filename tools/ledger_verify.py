#!/usr/bin/env python3
"""Verifies an export of an actp ledger: a second opinion, in Python's standard library alone.

    ledger_verify.py EXPORT [--key KEY|FILE]... [--checkpoint FILE]... [--receipt INDEX:HASH]...
    ledger_verify.py EXPORT --signature NOTE --key KEY|FILE...

Written from docs/ledger.md and not from the Java sources. Exits with 0 if all of it holds, 1 if something does not,
and 2 if it cannot be verified. Needs Python 3.8.
"""
import argparse
import base64
import binascii
import hashlib
import itertools
import json
import os
import re
import sys

# --- Ed25519 (RFC 8032 5.1), verification only -------------------------------------------------------------------
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def plus(a, b):
    """The sum of two points in extended coordinates (X, Y, Z, T)."""
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * a[3] * b[3] * D % P
    h = 2 * a[2] * b[2] % P
    return ((f - e) * (h - g) % P, (h + g) * (f + e) % P, (h - g) * (h + g) % P, (f - e) * (f + e) % P)


def times(number, point):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = plus(result, point)
        point = plus(point, point)
        number >>= 1
    return result


def point_of(encoded):
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    return (P - x if x & 1 != sign else x, y, 1, (P - x if x & 1 != sign else x) * y % P)


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519(key, message, signature):
    a, r = point_of(key), point_of(signature[:32]) if len(signature) == 64 else None
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    left, right = times(s, BASE), plus(r, times(k, a))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- signed notes, keys and checkpoints (C2SP) -------------------------------------------------------------------
class Unusable(Exception):
    """Something that the caller gave cannot be read."""


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def exact_base64(text):
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if base64.b64encode(raw).decode() == text else None


def key_of(text):
    """(name, id, public key), or None."""
    found = re.fullmatch(r"([^+\s]+)\+([0-9a-f]{8})\+(.+)", text)
    raw = exact_base64(found[3]) if found else None
    if raw is None or len(raw) != 33 or raw[0] != 1:
        return None
    key_id = sha256(found[1].encode(), b"\n", raw)[:4]
    return (found[1], key_id, raw[1:]) if key_id.hex() == found[2] else None


def note_of(text):
    """(signed text, [(name, id, signature)]), or None."""
    body, blank, rest = text.rpartition("\n\n")
    if not blank or not rest.endswith("\n") or re.search("[\x00-\x09\x0b-\x1f]", text):
        return None
    signatures = []
    for line in rest[:-1].split("\n"):
        found = re.fullmatch("\u2014 ([^\\s+]+) (\\S+)", line)
        raw = exact_base64(found.group(2)) if found else None
        if raw is None or len(raw) < 5 or len(signatures) == 16:
            return None
        signatures.append((found.group(1), raw[:4], raw[4:]))
    return body + "\n", signatures


def checkpoint_of(text):
    """(origin, size, root), or None."""
    found = re.fullmatch("([^\n]+)\n(0|[1-9][0-9]{0,17})\n([^\n]+)\n", text)
    root = exact_base64(found[3]) if found else None
    return (found[1], int(found[2]), root) if root is not None and len(root) == 32 else None


def signed(note, origin, keys):
    for name, key_id, public in keys:
        mine = [s[2] for s in note[1] if s[:2] == (name, key_id)]
        if name == origin and mine and all(ed25519(public, note[0].encode(), one) for one in mine):
            return True
    return not keys


# --- JSON lines --------------------------------------------------------------------------------------------------
def object_of(line):
    """The members of a line that is one object, as pairs in their order, or None. `NaN` is no number, to `int` either."""
    try:
        value = json.loads(line.decode(), object_pairs_hook=tuple, parse_constant=int)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, tuple) else None


def is_foreign(line):
    """Whether a first line is plainly of no ledger. One that was changed is not."""
    members = object_of(line)
    if members is None:
        return not line.lstrip().startswith(b"{")
    names = {name for name, _ in members}
    return len(names) == len(members) and not names & {"v", "prev", "checkpoint", "beside", "policy"}


def checkpoint_line(line):
    members = object_of(line)
    one = members is not None and len(members) == 1 and members[0][0] == "checkpoint"
    return note_of(members[0][1]) if one and isinstance(members[0][1], str) else None


def record_of(line):
    """What places a record, or None where it is no object with ordered members."""
    members = object_of(line)
    if members is None:
        return None
    names = [name.encode("utf-16-be", "surrogatepass") for name, _ in members]
    if any(second <= first for first, second in zip(names, names[1:])):
        return None
    found = {"v": 0, "index": -1, "prev": "", "tenant": "", "at": ""}
    for name, value in members:
        if name in found:
            if type(value) is not type(found[name]):
                return None
            found[name] = value
    return found


# --- the ledger --------------------------------------------------------------------------------------------------
class Broken(Exception):
    """What is wrong at the place that was reached."""


class Ledger:
    def __init__(self, keys):
        self.keys, self.receipts, self.known = keys, {}, {}
        self.index = self.checkpoints = self.covered = 0
        self.tenant = self.at = ""
        self.previous = "0" * 64
        self.edge = []  # (height, hash) of the complete subtrees at the right edge, the largest first

    def know(self, notes, receipts):
        for index, leaf in receipts:
            if self.receipts.setdefault(index, leaf) != leaf:
                raise Broken(f"two receipts of record {index} differ")
        for note in notes:
            head = checkpoint_of(note[0])
            if head is None:
                raise Broken("a checkpoint that was given is none")
            self.demand_signature(note, head, "the known checkpoint")
            if self.known.setdefault(head[1], head) != head:
                raise Broken(f"two checkpoints of {head[1]} records differ: the ledger was forked")
        self.known_head()

    def demand_signature(self, note, head, what):
        if not signed(note, head[0], self.keys):
            raise Broken(f"{what} of {head[1]} records is not signed by a key that was given")

    def root(self):
        if not self.edge:
            return sha256()
        below = self.edge[-1][1]
        for _, left in reversed(self.edge[:-1]):
            below = sha256(b"\1", left, below)
        return below

    def line(self, line):
        if line.startswith((b'{"beside":', b'{"policy":')) and line.endswith(b"}"):
            return  # goes with records, and no tree covers it
        if line.startswith(b'{"checkpoint":'):
            note = checkpoint_line(line)
            head = checkpoint_of(note[0]) if note else None
            if head is None:
                raise Broken("the checkpoint before it is none")
            self.demand_signature(note, head, "the checkpoint")
            if head[1] != self.index:
                raise Broken(f"the checkpoint before it is of {head[1]} records")
            self.head(head)
        else:
            self.record(line)

    def known_head(self):
        if self.index in self.known:
            self.head(self.known.pop(self.index))

    def head(self, head):
        what = f"the checkpoint of {self.index} records is of "
        if self.index > 0 and head[0] != "actp/ledger/" + self.tenant:
            raise Broken(what + "another ledger")
        if head[2] != self.root():
            self.index = self.covered
            raise Broken(what + "others: one from here on is not what it was")
        self.checkpoints += 1
        self.covered = self.index

    def record(self, line):
        found = record_of(line)
        if found is None:
            raise Broken("it is no JSON object in canonical form")
        if self.index == 0:
            self.tenant = found["tenant"]
        leaf = sha256(b"\0", line)
        self.place(found, leaf.hex())
        self.previous, self.at = leaf.hex(), found["at"]
        height = 0
        while self.edge and self.edge[-1][0] == height:
            leaf = sha256(b"\1", self.edge.pop()[1], leaf)
            height += 1
        self.edge.append((height, leaf))
        self.index += 1
        self.known_head()

    def place(self, found, leaf):
        if found["v"] not in (1, 2):
            raise Broken(f"it is of the unknown version {found['v']}")
        if found["index"] != self.index:
            raise Broken(f"it says that it is record {found['index']}")
        if found["prev"] != self.previous:
            before = f"it does not follow from record {self.index - 1}: one of the two was changed"
            raise Broken(before if self.index else "it is not the first record")
        if found["tenant"] != self.tenant:
            raise Broken("it is another tenant's")
        if found["at"] < self.at:
            raise Broken("it is earlier than the record before it")
        if self.receipts.pop(self.index, leaf) != leaf:
            raise Broken("it is not the record that was here")

    def end(self):
        if self.receipts:
            raise Broken(f"the ledger ends here, and record {min(self.receipts)} was there")
        if self.known:
            raise Broken(f"the ledger ends here, and a known checkpoint covers {max(self.known)} records")
        if self.keys and not self.checkpoints:
            raise Broken("no checkpoint that is signed by a key that was given covers the records")


# --- the command -------------------------------------------------------------------------------------------------
def read(file):
    try:
        with open(file, encoding="utf-8", newline="") as text:
            return text.read()
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"`{file}` cannot be read: {error}")


def keys_of(texts):
    return [key for text in texts for key in ([key_of(text)] if key_of(text) else keys_in(text))]


def keys_in(file):
    """The keys of a file. What stands where they should, in it or in place of its name, may be secret: not shown."""
    if not os.path.isfile(file):
        if re.fullmatch(r"[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+", file):
            raise Unusable(f"`{file[:40]}` is no verifier key: its id is not that of its name and key")
        if re.search(r'[{}"\x00-\x1f\x7f=+]|[A-Za-z0-9_-]{32,}', file):
            raise Unusable("--key names no file that is there: it takes a file's name, not what the file holds")
        raise Unusable(f"there is no file `{file}`")
    with open(file, encoding="utf-8", errors="replace") as text:
        keys = [key_of(line) for line in text.read().splitlines()]
    if not keys:
        raise Unusable(f"`{file}` holds no verifier key like NAME+ID+KEY")
    if None in keys:
        raise Unusable(f"`{file}` holds more than keys like NAME+ID+KEY")
    return keys


def notes_of(files):
    notes = []
    for file in files:
        text = read(file)
        some = [note_of(text)] if note_of(text) else [checkpoint_line(line.encode()) for line in text.splitlines()]
        if not some or None in some:
            raise Unusable(f"`{file}` holds no checkpoint")
        notes += some
    return notes


def receipts_of(texts):
    found = [re.fullmatch("([0-9]{1,18}):([0-9a-f]{64})", text) for text in texts]
    if None in found:
        raise Unusable(f"`{texts[found.index(None)]}` is no receipt: write it as INDEX:HASH")
    return [(int(one[1]), one[2]) for one in found]


def count(number, what):
    return f"{number} {what}" + ("" if number == 1 else "s")


def export_of(text):
    """(tenant, format, selection, before, records, SHA-256), or None."""
    number = "(0|[1-9][0-9]{0,17})"
    names = f"format ([a-z]+)\nselection (\\S+)\nbefore {number}\nrecords {number}\nsha256 (\\S+)\n"
    found = re.fullmatch("actp/export/(\\S+)\n" + names, text)
    digest = exact_base64(found.group(6)) if found else None
    return found.groups()[:5] + (digest,) if digest is not None and len(digest) == 32 else None


def verify_export(arguments):
    keys = keys_of(arguments.key)
    if not keys or arguments.checkpoint or arguments.receipt:
        raise Unusable("--signature goes with --key, and with nothing else")
    note = note_of(read(arguments.signature))
    said = export_of(note[0]) if note else None
    if said is None:
        raise Unusable(f"`{arguments.signature}` holds no signature of an export")
    digest = hashlib.sha256()
    with open(arguments.export, "rb") as file:
        for part in iter(lambda: file.read(1 << 16), b""):
            digest.update(part)
    tenant, form, selection, before, records, expected = said
    if not signed(note, "actp/ledger/" + tenant, keys):
        print(f"broken  the signature is not made by a key of `{tenant}` that was given")
        return 1
    if digest.digest() != expected:
        found = f"its SHA-256 is {digest.hexdigest()} and was {expected.hex()}"
        print(f"broken  the file is not what was signed: {found}")
        return 1
    print(f"intact  {tenant}  {count(int(records), 'record')} as {form}, from before record {before}")
    print("        selection: " + ("all of them" if selection == "all" else selection))
    return 0


def verify(arguments):
    if arguments.signature:
        return verify_export(arguments)
    keys, notes, receipts = keys_of(arguments.key), notes_of(arguments.checkpoint), receipts_of(arguments.receipt)
    ledger = Ledger(keys)
    try:
        with open(arguments.export, "rb") as lines:
            first = lines.readline()
            if first and is_foreign(first):
                other = "`--format ledger` writes one, and --signature verifies the other formats"
                raise Unusable(f"`{arguments.export}` is no ledger export: {other}")
            ledger.know(notes, receipts)
            for line in itertools.chain([first] if first else [], lines):
                ledger.line(line[:-1] if line.endswith(b"\n") else line)
        ledger.end()
    except Broken as broken:
        print(f"broken  at record {ledger.index}: {broken}")
        return 1
    last = f", the last one {ledger.index - 1}:{ledger.previous}" if ledger.index else ""
    print(f"intact  {ledger.tenant}  {count(ledger.index, 'record')}{last}")
    covered = f"{count(ledger.checkpoints, 'checkpoint')}, the last one of {count(ledger.covered, 'record')}"
    unchecked = "" if keys else "; no key was given: no signature was checked"
    print("        " + (covered + unchecked if ledger.checkpoints else "no checkpoint covers them"))
    return 0


def main():
    parser = argparse.ArgumentParser(description="Verify an export of an actp ledger.")
    parser.add_argument("export", help="records and checkpoints, a line each")
    parser.add_argument("--key", action="append", default=[], help="a verifier key, or a file with some")
    parser.add_argument("--checkpoint", action="append", default=[], help="checkpoints that were kept elsewhere")
    parser.add_argument("--receipt", action="append", default=[], metavar="INDEX:HASH", help="a record to be there")
    parser.add_argument("--signature", metavar="NOTE", help="the signature of an export in any format")
    try:
        return verify(parser.parse_args())
    except (Unusable, OSError) as error:
        print(f"ledger_verify: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
