/**
 * What `quota_ask` does in Postgres, for counters of rates and gauges. A counter is a hash: process → "amount held spare at" (`at`
 * in milliseconds of Redis' own clock). KEYS: the counter, the processes that serve, the counters of this process.
 * ARGV: process, counter, need, limit, held, spare, whether the rest may be overdrawn.
 */
export const ASK = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local mine, others, others_held, others_spare = 0, 0, 0, 0
local rows = redis.call('HGETALL', KEYS[1])
for i = 1, #rows, 2 do
  local amount, held, spare = string.match(rows[i + 1], '(%-?%d+) (%-?%d+) (%-?%d+) ')
  amount, held, spare = tonumber(amount), tonumber(held), tonumber(spare)
  if rows[i] == ARGV[1] then
    mine = amount
  else
    others = others + amount
    others_held = others_held + held
    others_spare = others_spare + math.min(spare, amount)
  end
end
local processes = redis.call('ZCOUNT', KEYS[2], now - 5000, '+inf')
local seen = redis.call('ZSCORE', KEYS[2], ARGV[1])
if seen and tonumber(seen) >= now - 5000 then processes = processes - 1 end
local need, limit, held, spare = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local free = limit - mine - others
local granted, overdrawn = 0, 0
if free >= need then
  granted = need
  if processes == 0 then granted = free else granted = need + math.floor((free - need) / (2 * (processes + 1))) end
elseif ARGV[7] == '1' and others_held == 0 and free + spare > 0 then
  granted = need
  overdrawn = 1
end
if granted > 0 then
  redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f %.0f %.0f %.0f', mine + granted, held, granted - need, now))
  redis.call('SADD', KEYS[3], ARGV[2])
end
local function whole(n) return string.format('%.0f', n) end
return { whole(granted), whole(others), whole(others_held), whole(others_spare), whole(processes), whole(overdrawn) }
`

/**
 * Replaces what is written of counters; an amount of 0 takes them out. KEYS: the counters of this process. ARGV: process, prefix of
 * counters, then counter, amount, held, spare of each.
 */
export const WRITE = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
for i = 3, #ARGV, 4 do
  if tonumber(ARGV[i + 1]) <= 0 then
    redis.call('HDEL', ARGV[2] .. ARGV[i], ARGV[1])
    redis.call('SREM', KEYS[1], ARGV[i])
  else
    redis.call('HSET', ARGV[2] .. ARGV[i], ARGV[1],
      ARGV[i + 1] .. ' ' .. ARGV[i + 2] .. ' ' .. ARGV[i + 3] .. ' ' .. string.format('%.0f', now))
    redis.call('SADD', KEYS[1], ARGV[i])
  end
end
return 1
`

/**
 * Says that a process is alive (or, with ARGV[4] = '1', that it leaves: all it has is free) and frees what dead ones held: gauges
 * and what was not used at once, what was used of a rate when its minute is over. KEYS: the processes. ARGV: process, prefix of counters, prefix of the
 * processes' lists, whether it leaves. Gives whether the process was known to be alive, and how many others are.
 */
export const BEAT = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local seen = redis.call('ZSCORE', KEYS[1], ARGV[1])
local known = 0
if seen and tonumber(seen) >= now - 5000 then known = 1 end
redis.call('ZADD', KEYS[1], ARGV[4] == '1' and 0 or now, ARGV[1])
for _, dead in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. string.format('%.0f', now - 5000))) do
  local list = ARGV[3] .. dead
  for _, counter in ipairs(redis.call('SRANDMEMBER', list, 2000)) do
    local row = redis.call('HGET', ARGV[2] .. counter, dead)
    local gone = not row
    if row then
      local _, held, spare, at = string.match(row, '(%-?%d+) (%-?%d+) (%-?%d+) (%d+)')
      local rate = string.match(counter, '^[a-z]*[rt]pm:')
      gone = dead == ARGV[1] or tonumber(held) > 0 or tonumber(spare) > 0 or not rate or tonumber(at) < now - 65000
      if gone then redis.call('HDEL', ARGV[2] .. counter, dead) end
    end
    if gone then redis.call('SREM', list, counter) end
  end
  if dead ~= ARGV[1] and redis.call('SCARD', list) == 0 then redis.call('ZREM', KEYS[1], dead) end
end
local others = redis.call('ZCOUNT', KEYS[1], now - 5000, '+inf')
if ARGV[4] ~= '1' then others = others - 1 end
return { known, others }
`
