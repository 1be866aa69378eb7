-- For wrk: a mebibyte from anywhere within the first so many of a file, as a player asks for it.
local mebibytes = 1

function init(arguments)
  mebibytes = tonumber(arguments[1])
  math.randomseed(os.time())
end

function request()
  local at = math.random(0, mebibytes - 1) * 1048576
  wrk.headers["Range"] = string.format("bytes=%d-%d", at, at + 1048575)
  return wrk.format("GET")
end

function done(summary)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("measured %.1f %d\n", summary.bytes / summary.duration, failed))
end
