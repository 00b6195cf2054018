-- What every script knows about tabs. It stands before the scripts that use it.
--
-- Keys of a site, all under its prefix:
--   site        hash: views, visitors, since, seed, seed-since, and views by day:, week:, month:, year:
--   pages       hash: views by path
--   visitors:D  set: hashes of the visitors of day D, until local midnight
--   revisit:VP  string: when visitor V's view of page P was counted
--   tabs        sorted set: when each present tab was last seen
--   tab         hash: visitor, address and page of each present tab
--   page:P      sorted set: the same as `tabs`, of one page
--   visitor:V   sorted set: the same, of one visitor
--   addresses   hash: how many tabs are present behind each address
--   left        sorted set: when tabs said goodbye

local prefix = KEYS[1]
local now, window = tonumber(ARGV[1]), tonumber(ARGV[2])

-- How long a goodbye is remembered, and how far the clocks of two endpoints may lie apart.
local REMEMBERED, SKEW = 60000, 60000
-- How many tabs one script looks after; the rest is left to the next one. Redis serves nobody else
-- meanwhile, and readers do not count what has expired in any case.
local MOST_AT_ONCE = 1000

local visitor_of = function(tab_info) return string.sub(tab_info, 1, 16) end
local address_of = function(tab_info) return string.sub(tab_info, 17, 32) end
local page_of = function(tab_info) return string.sub(tab_info, 33) end

local function see(tab, tab_info)
  redis.call('ZADD', prefix .. 'tabs', now, tab)
  redis.call('ZADD', prefix .. 'page:' .. page_of(tab_info), now, tab)
  redis.call('ZADD', prefix .. 'visitor:' .. visitor_of(tab_info), now, tab)
end

-- Forgets a tab and returns what was known of it, or false.
local function remove(tab)
  local tab_info = redis.call('HGET', prefix .. 'tab', tab)
  redis.call('ZREM', prefix .. 'tabs', tab)
  if not tab_info then return false end
  redis.call('HDEL', prefix .. 'tab', tab)
  redis.call('ZREM', prefix .. 'page:' .. page_of(tab_info), tab)
  redis.call('ZREM', prefix .. 'visitor:' .. visitor_of(tab_info), tab)
  local address = address_of(tab_info)
  if redis.call('HINCRBY', prefix .. 'addresses', address, -1) <= 0 then
    redis.call('HDEL', prefix .. 'addresses', address)
  end
  return tab_info
end

-- Forgets the tabs whose window has passed, and returns how many they were.
local function sweep()
  local expired =
    redis.call('ZRANGEBYSCORE', prefix .. 'tabs', '-inf', now - window, 'LIMIT', 0, MOST_AT_ONCE)
  for _, tab in ipairs(expired) do remove(tab) end
  -- When the clock was set back, a sign of life lies in the future and its tab would stay for as
  -- long as the jump was wide. It counts as seen just now instead.
  local ahead = redis.call(
    'ZRANGEBYSCORE', prefix .. 'tabs', now + SKEW, '+inf', 'LIMIT', 0, MOST_AT_ONCE)
  for _, tab in ipairs(ahead) do
    local tab_info = redis.call('HGET', prefix .. 'tab', tab)
    if tab_info then see(tab, tab_info) end
  end
  redis.call('ZREMRANGEBYSCORE', prefix .. 'left', '-inf', now - REMEMBERED)
  redis.call('ZREMRANGEBYSCORE', prefix .. 'left', now + SKEW, '+inf')
  return #expired
end
