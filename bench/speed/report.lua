done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('{"n":%d,"us":%d,"p50":%.1f,"p95":%.1f,"errors":%d}\n', summary.requests,
    summary.duration, latency:percentile(50), latency:percentile(95),
    errors.connect + errors.read + errors.write + errors.timeout + errors.status))
end
