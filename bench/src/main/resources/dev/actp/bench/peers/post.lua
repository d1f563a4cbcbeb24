-- Sends the bodies of the file $BODIES, one a line, in turn, with the headers of $HEADERS, name and value a line.
local requests = {}
local sent = 0

function init(args)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  for name, value in os.getenv("HEADERS"):gmatch("([^\t\n]+)\t([^\n]+)\n") do
    wrk.headers[name] = value
  end
  for body in io.lines(os.getenv("BODIES")) do
    requests[#requests + 1] = wrk.format(nil, nil, nil, body)
  end
end

function request()
  sent = sent % #requests + 1
  return requests[sent]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %.0f %d %.0f %.0f %.0f %d\n",
    summary.requests / (summary.duration / 1e6), summary.requests,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
