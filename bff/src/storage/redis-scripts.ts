/**
 * Each change of several steps as one Lua script, which Redis runs without interruption. A script touches
 * the keys of one id, or one mark, and so one slot of a cluster.
 *
 * Time is the caller's (`now`), never the engine's: the store's promises must hold to the millisecond under
 * one clock, and tests move it. Every record says itself until when it lives, and that is compared. What
 * the engine is told is how long to keep it from now on, so that the two clocks need not agree; it only
 * clears away what nobody sees any more.
 *
 * Lua writes numbers beyond 10^14 its own way; times therefore go through `%.0f`.
 */
const shared = `
  local now = tonumber(ARGV[1])
  local function whole(number) return string.format('%.0f', number) end
  local function keep(key, value, untilMs)
    redis.call('SET', key, value, 'PX', whole(math.max(1, untilMs - now)))
  end
  -- Enough for the two numbers at the beginning, whatever comes after.
  local function livingVersion(key)
    local version, expires = string.match(redis.call('GETRANGE', key, 0, 63), '^(%d+) (%d+) ')
    return expires and tonumber(expires) > now and tonumber(version) or 0
  end
  local function buriedUntil(key) return tonumber(redis.call('GET', key) or 0) end
  local function leaseIn(key)
    local fence, untilMs = string.match(redis.call('GET', key) or '', '^(%d+) (%d+)$')
    return tonumber(fence or 0), tonumber(untilMs or 0)
  end
  local function keepLease(key, fence, untilMs, memoryMs)
    keep(key, whole(fence) .. ' ' .. whole(untilMs), untilMs + memoryMs)
  end`

export const scripts = {
  /** KEYS record grave lease · ARGV now ifVersion expiresAtMs fence marks value · 0: refused */
  write: {
    keys: 3,
    lua: `${shared}
      if buriedUntil(KEYS[2]) > now then return 0 end
      if ARGV[4] ~= '' then
        local fence, untilMs = leaseIn(KEYS[3])
        if fence ~= tonumber(ARGV[4]) or untilMs <= now then return 0 end
      end
      if livingVersion(KEYS[1]) ~= tonumber(ARGV[2]) then return 0 end
      local version = tonumber(ARGV[2]) + 1
      local line = whole(version) .. ' ' .. ARGV[3] .. ' ' .. ARGV[5] .. '\\n'
      keep(KEYS[1], line .. ARGV[6], tonumber(ARGV[3]))
      return version`,
  },

  /** KEYS record · ARGV now · the record, or nil */
  take: {
    keys: 1,
    lua: `${shared}
      if livingVersion(KEYS[1]) == 0 then return nil end
      local record = redis.call('GET', KEYS[1])
      redis.call('DEL', KEYS[1])
      return record`,
  },

  /** KEYS the records of an id · ARGV now expiresAtMs · how many lived */
  extend: {
    keys: 5,
    lua: `${shared}
      local found = 0
      for _, key in ipairs(KEYS) do
        if livingVersion(key) > 0 then
          local version, rest = string.match(redis.call('GET', key), '^(%d+) %d+( .*)$')
          keep(key, version .. ' ' .. ARGV[2] .. rest, tonumber(ARGV[2]))
          found = found + 1
        end
      end
      return found`,
  },

  /** KEYS the records of an id, grave, lease · ARGV now untilMs memoryMs · how many lived */
  bury: {
    keys: 7,
    lua: `${shared}
      local found = 0
      for number = 1, 5 do
        if livingVersion(KEYS[number]) > 0 then found = found + 1 end
        redis.call('DEL', KEYS[number])
      end
      local untilMs = math.max(tonumber(ARGV[2]), buriedUntil(KEYS[6]))
      keep(KEYS[6], whole(untilMs), untilMs)
      local fence, leasedUntil = leaseIn(KEYS[7])
      if leasedUntil > now then keepLease(KEYS[7], fence, now, tonumber(ARGV[3])) end
      return found`,
  },

  /** KEYS lease grave · ARGV now forMs memoryMs · its number as text, or nil */
  lease: {
    keys: 2,
    lua: `${shared}
      local last, untilMs = leaseIn(KEYS[1])
      if untilMs > now or buriedUntil(KEYS[2]) > now then return nil end
      local fence = math.max(last + 1, now)
      keepLease(KEYS[1], fence, now + tonumber(ARGV[2]), tonumber(ARGV[3]))
      return whole(fence)`,
  },

  /** KEYS lease · ARGV now fence untilMs memoryMs · 0: not held */
  setLeaseEnd: {
    keys: 1,
    lua: `${shared}
      local fence, untilMs = leaseIn(KEYS[1])
      if fence ~= tonumber(ARGV[2]) or untilMs <= now then return 0 end
      keepLease(KEYS[1], fence, tonumber(ARGV[3]), tonumber(ARGV[4]))
      return 1`,
  },

  /**
   * KEYS mark · ARGV now id expiresAtMs slackMs. GT: a write that will be refused must not bring forward
   * the end of an entry that is right. The whole lasts as long as its last entry.
   */
  mark: {
    keys: 1,
    lua: `${shared}
      local slack = tonumber(ARGV[4])
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', whole(now - slack))
      redis.call('ZADD', KEYS[1], 'GT', ARGV[3], ARGV[2])
      local forMs = math.max(1, tonumber(ARGV[3]) + slack - now)
      if redis.call('PTTL', KEYS[1]) < forMs then redis.call('PEXPIRE', KEYS[1], whole(forMs)) end
      return 1`,
  },
}

export type ScriptName = keyof typeof scripts
