-- Records one sign of life. Redis runs a script without a break, so endpoints cannot race.
--
-- Returns {'ok', 1 or 0: whether any number moved}, {'full'} when there are too many sites, or
-- {'salt', the salt of the day} when the sender was hashed under another one.

local salt_key, sites_key = KEYS[2], KEYS[3]
local event, tab, page, visitor, address, salt = unpack(ARGV, 3, 8)
local site, day, week, month, year = unpack(ARGV, 9, 13)
local until_midnight, revisit = tonumber(ARGV[14]), tonumber(ARGV[15])
local most_sites, most_pages, tabs_per_site, tabs_per_address, tabs_per_visitor =
  tonumber(ARGV[16]), tonumber(ARGV[17]), tonumber(ARGV[18]), tonumber(ARGV[19]), tonumber(ARGV[20])

-- The first endpoint that needs a salt on a day draws it for all. Asked at every sign, because a
-- server that was restarted or restored may have lost it or hold another.
if event ~= 'leave' then
  local shared = redis.call('GET', salt_key)
  if not shared then
    redis.call('SET', salt_key, salt, 'PX', until_midnight)
  elseif shared ~= salt then
    return { 'salt', shared }
  end
end

if redis.call('SISMEMBER', sites_key, site) == 0 then
  if redis.call('SCARD', sites_key) >= most_sites then
    return { event == 'leave' and 'ok' or 'full', 0 }
  end
  redis.call('SADD', sites_key, site)
end

local moved = sweep() > 0

-- Whether this visitor's view of this page is not just a repeated one.
local function is_new_view()
  if revisit == 0 then return true end
  local key = prefix .. 'revisit:' .. visitor .. page
  local counted = redis.call('GET', key)
  if counted and math.abs(now - tonumber(counted)) < revisit then return false end
  -- Twice the time, because the next view may reach an endpoint whose clock is late.
  redis.call('SET', key, now, 'PX', 2 * revisit)
  return true
end

local function count_view()
  local totals = prefix .. 'site'
  for _, field in ipairs({ 'views', 'day:' .. day, 'week:' .. week, 'month:' .. month, 'year:' .. year }) do
    redis.call('HINCRBY', totals, field, 1)
  end
  local since = redis.call('HGET', totals, 'since')
  if not since or day < since then redis.call('HSET', totals, 'since', day) end
  local visitors = prefix .. 'visitors:' .. day
  if redis.call('SADD', visitors, visitor) == 1 then
    redis.call('PEXPIRE', visitors, until_midnight)
    redis.call('HINCRBY', totals, 'visitors', 1)
  end
  local pages = prefix .. 'pages'
  if redis.call('HEXISTS', pages, page) == 1 or redis.call('HLEN', pages) < most_pages then
    redis.call('HINCRBY', pages, page, 1)
  end
end

-- Marks the tab present. Returns whether that moved a number.
local function mark()
  -- The goodbye was faster than this sign, which was sent before it.
  if redis.call('ZSCORE', prefix .. 'left', tab) then return false end
  local tab_info = visitor .. address .. page
  local before = redis.call('HGET', prefix .. 'tab', tab)
  if before == tab_info then
    see(tab, tab_info)
    return false
  end
  remove(tab)
  local behind = tonumber(redis.call('HGET', prefix .. 'addresses', address) or 0)
  if redis.call('ZCARD', prefix .. 'tabs') >= tabs_per_site or behind >= tabs_per_address then
    return before ~= false
  end
  local tabs_of_visitor = prefix .. 'visitor:' .. visitor
  local evicts = redis.call('ZCARD', tabs_of_visitor) >= tabs_per_visitor
  -- The one that was silent for longest: perhaps a page that was killed without a goodbye.
  if evicts then remove(redis.call('ZRANGE', tabs_of_visitor, 0, 0)[1]) end
  redis.call('HSET', prefix .. 'tab', tab, tab_info)
  redis.call('HINCRBY', prefix .. 'addresses', address, 1)
  see(tab, tab_info)
  return evicts or not before or page_of(before) ~= page
end

if event == 'hit' and is_new_view() then
  count_view()
  moved = true
end
if event == 'leave' then
  moved = remove(tab) ~= false or moved
  if redis.call('ZCARD', prefix .. 'left') < tabs_per_site then
    redis.call('ZADD', prefix .. 'left', now, tab)
  end
else
  moved = mark() or moved
  redis.call('PEXPIRE', prefix .. 'page:' .. page, window + 600000)
  redis.call('PEXPIRE', prefix .. 'visitor:' .. visitor, window + 600000)
end
-- Of a site where nobody is any more, no list of tabs stays behind.
for _, key in ipairs({ 'tabs', 'tab', 'addresses', 'left' }) do
  redis.call('PEXPIRE', prefix .. key, window + 600000)
end
return { 'ok', moved and 1 or 0 }
