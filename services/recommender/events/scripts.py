"""What Redis does in one step, as Lua scripts: each runs whole or not at all, with nothing in between.

An answer is a hash of product id -> first letters of the types of event that were stored of it (empty, `v`,
`vc`), so that a check, the mark that makes an event count once, and the event itself are one step.
"""

from typing import Final

from services.recommender.events.answers import MOST_PRODUCTS

NOTE: Final = f"""
-- remember an answer, and forget the oldest ones over the limit
-- keys: answer, index of answers; arguments: now, life, most answers, then product and marks of each
local now, life, most = ARGV[1], ARGV[2], tonumber(ARGV[3])
if redis.call('HLEN', KEYS[1]) <= {MOST_PRODUCTS} then
  for i = 4, #ARGV, 2 do redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[i + 1]) end
end
redis.call('EXPIRE', KEYS[1], life)
redis.call('ZADD', KEYS[2], now, KEYS[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - 2 * life)
local over = redis.call('ZCARD', KEYS[2]) - most
if over > 0 then
  local oldest = redis.call('ZPOPMIN', KEYS[2], over)
  for i = 1, #oldest, 2 do redis.call('DEL', oldest[i]) end
end
redis.call('EXPIRE', KEYS[2], 2 * life)
"""

STORE: Final = """
-- store events: {-1, how many are new}, or {index of the first that no answer named, 1 if there was one}
-- keys: stream, then the answer of each event; arguments: length of the stream, life of an answer, then type,
-- product and place of each event
local function event(i) return ARGV[3 * i], ARGV[3 * i + 1], ARGV[3 * i + 2] end
for i = 1, #KEYS - 1 do
  local _, product = event(i)
  if redis.call('HEXISTS', KEYS[i + 1], product) == 0 then
    return {i - 1, redis.call('EXISTS', KEYS[i + 1])}
  end
end
local new = 0
for i = 1, #KEYS - 1 do
  local kind, product, place = event(i)
  local marks, letter = redis.call('HGET', KEYS[i + 1], product), string.sub(kind, 1, 1)
  if not string.find(marks, letter, 1, true) then
    redis.call('HSET', KEYS[i + 1], product, marks .. letter)
    local fields = {'type', kind, 'product', product, 'place', place}
    redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], '*', unpack(fields))
    new = new + 1
  end
  redis.call('EXPIRE', KEYS[i + 1], ARGV[2])
end
return {-1, new}
"""

_COUNT = """
local function count(kind, product, place)
  local by_type = {view = KEYS[2], click = KEYS[3], buy = KEYS[4]}
  redis.call('HINCRBY', by_type[kind], product, 1)
  redis.call('HINCRBY', KEYS[5], place .. ':' .. kind, 1)
end
"""

FOLD: Final = f"""
-- move the oldest events from the stream into the counts; how many they were
-- keys: stream, views, clicks, buys, places; argument: how many at most
{_COUNT}
local entries = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', ARGV[1])
for _, entry in ipairs(entries) do
  local fields = entry[2]
  count(fields[2], fields[4], fields[6])
  redis.call('XDEL', KEYS[1], entry[1])
end
return #entries
"""

PROGRESS_S: Final = 30 * 24 * 3600
"""Seconds for which it is known how far a journal file was counted; a file is removed right after it."""

REPLAY: Final = f"""
-- count events of a journal file that are not counted yet: {{events of it that are done, how many are new}}
-- keys: progress of the file, views, clicks, buys, places, then the answer of each event; arguments: how
-- many events of the file precede these, life of an answer, then type, product and place of each event
{_COUNT}
local done = tonumber(redis.call('GET', KEYS[1]) or '0')
if done ~= tonumber(ARGV[1]) then return {{done, 0}} end
local new = 0
for i = 1, #KEYS - 5 do
  local kind, product, place = ARGV[3 * i], ARGV[3 * i + 1], ARGV[3 * i + 2]
  local letter = string.sub(kind, 1, 1)
  local marks = redis.call('HGET', KEYS[i + 5], product) or ''
  if not string.find(marks, letter, 1, true) then
    redis.call('HSET', KEYS[i + 5], product, marks .. letter)
    redis.call('EXPIRE', KEYS[i + 5], ARGV[2])
    count(kind, product, place)
    new = new + 1
  end
end
redis.call('SET', KEYS[1], done + #KEYS - 5, 'EX', {PROGRESS_S})
return {{done + #KEYS - 5, new}}
"""
