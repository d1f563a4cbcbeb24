#!/usr/bin/env bash
# Measures durable decisions a second over HTTP: starts a server of its own on a free folder, and asks it from 64
# connections for some seconds. Needs curl, and wrk, which it installs from Debian's packages where it is missing.
#   bench/load.sh [SECONDS]      ACTP_LOAD_PORT chooses the port, ACTP_JAVA_OPTS reaches the server
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-15}
port=${ACTP_LOAD_PORT:-18080}
connections=64
url=http://127.0.0.1:$port
work=$(mktemp -d)
server=

finish() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; } || true
  rm -rf "$work"
}
trap finish EXIT

command -v wrk >/dev/null || apt-get install -y --no-install-recommends wrk

key=$(head -c 24 /dev/urandom | base64 | tr '+/' '-_')
ACTP_BOOTSTRAP_KEY=$key ./actp serve --port "$port" --data "$work/data" >"$work/log" 2>&1 &
server=$!
for _ in $(seq 600); do
  curl -sf "$url/health/ready" >/dev/null && break
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.1
done

# post PATH TYPE BODY: the answer
post() {
  curl -sf "$url$1" -H "X-Api-Key: $key" -H "Content-Type: $2" --data-binary "$3"
}

post /v1/policies text/x-actp 'policy "load" version "1"
session customer_id: string
action read_customer(columns: set<string>, rows: int)
capability read_customer on "customer://id:{session.customer_id}" {
  require columns within ["name", "email", "phone", "order_history"]
  require rows >= 1 and rows <= 50
  limit 1000000000 per hour
}
' >/dev/null
post /v1/agents application/json '{"name": "load"}' >/dev/null
token=$(post /v1/tokens application/json \
  '{"agentId": "load", "session": {"customer_id": "12345"}, "expiresIn": "8h"}' |
  sed 's/.*"token":"\([^"]*\)".*/\1/')

cat >"$work/enforce.lua" <<LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["X-Api-Key"] = "$key"
wrk.body = '{"token":"$token","action":"read_customer","resource":"customer://id:12345",' ..
  '"context":{"columns":["name","email"],"rows":1}}'
LUA

wrk -t1 -c"$connections" -d"$((seconds / 2 + 1))s" -s "$work/enforce.lua" "$url/v1/enforce" >/dev/null
wrk -t1 -c"$connections" -d"${seconds}s" --latency -s "$work/enforce.lua" "$url/v1/enforce"

# a denial would be quicker: the figure counts only if there was none
denied=$(curl -sf "$url/v1/audit?decision=denied&limit=1" -H "X-Api-Key: $key")
case $denied in
  '{"records":[]'*) ;;
  *) echo "some were denied: $denied" >&2 && exit 1 ;;
esac
