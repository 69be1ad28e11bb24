import { createHash } from 'node:crypto'
import type { Script } from './operation.ts'

function script(source: string): Script {
  return { source, sha1: createHash('sha1').update(source).digest('hex') }
}

/**
 * Sets or removes the deadline of the first keys. ARGV: the number of keys, a command (PEXPIRE, PEXPIREAT, PERSIST or ''
 * for none), its milliseconds.
 */
const DEADLINE = `
local function deadline()
  if ARGV[2] == '' then return end
  for i = 1, tonumber(ARGV[1]) do
    if ARGV[2] == 'PERSIST' then redis.call('PERSIST', KEYS[i])
    else redis.call(ARGV[2], KEYS[i], ARGV[3]) end
  end
end`

/**
 * A command and the deadline of its keys. ARGV: those of the deadline, the command, what follows its keys. Lua can pass only a
 * few thousand arguments, so a longer list of members is passed in parts, each after the options of ZADD; LPUSH and RPUSH
 * reply with the length, the others with a count, which is summed up.
 */
export const writeScript: Script = script(`${DEADLINE}
local most = 4000
local command, reply = ARGV[4], nil
if #ARGV - 4 <= most then
  local argv = {command}
  for _, key in ipairs(KEYS) do argv[#argv + 1] = key end
  for i = 5, #ARGV do argv[#argv + 1] = ARGV[i] end
  reply = redis.call(unpack(argv))
else
  local head, sum = {command, KEYS[1]}, 0
  local first = 5
  while command == 'ZADD' and string.find(ARGV[first], '^%u+$') do
    head[#head + 1] = ARGV[first]
    first = first + 1
  end
  for from = first, #ARGV, most do
    local argv = {unpack(head)}
    for i = from, math.min(from + most - 1, #ARGV) do argv[#argv + 1] = ARGV[i] end
    reply = redis.call(unpack(argv))
    sum = sum + reply
  end
  if command ~= 'LPUSH' and command ~= 'RPUSH' then reply = sum end
end
deadline()
return reply`)

/** INCRBY with a deadline; replies in digits, since Lua's numbers are exact only up to 2^53. ARGV: the deadline's, the increment. */
export const incrementScript: Script = script(`${DEADLINE}
redis.call('INCRBY', KEYS[1], ARGV[4])
deadline()
return redis.call('GET', KEYS[1])`)

/** Many SETs at once. ARGV: a value for each key, then the words that each SET ends with. */
export const setManyScript: Script = script(`
for i, key in ipairs(KEYS) do redis.call('SET', key, ARGV[i], unpack(ARGV, #KEYS + 1)) end
return redis.status_reply('OK')`)

/** The value, and how many milliseconds it has left (-1: no deadline, -2: no key). */
export const readWithTtlScript: Script = script(`
return {redis.call('GET', KEYS[1]), redis.call('PTTL', KEYS[1])}`)

/** Takes a lock; succeeds too if the same word holds it already, so it may be sent again. ARGV: the word, the milliseconds. */
export const lockScript: Script = script(`
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return redis.call('GET', KEYS[1]) == ARGV[1] and 1 or 0`)

/** Releases a lock if the word still holds it. ARGV: the word. */
export const releaseScript: Script = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`)
