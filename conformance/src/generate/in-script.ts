import { ruleFor } from '../normalise/rules.ts'
import type { Dice } from './dice.ts'
import type { Draw } from './draw.ts'

/** Scripts that call the command in ARGV and answer what it answers. */
const PLAIN: readonly string[] = [
  'return redis.pcall(unpack(ARGV))',
  'return redis.call(unpack(ARGV))',
  'redis.setresp(3) return redis.pcall(unpack(ARGV))',
  'redis.setresp(3) local reply = redis.call(unpack(ARGV)) redis.setresp(2) return reply',
  'return coroutine.wrap(function() return redis.pcall(unpack(ARGV)) end)()',
]

/** Scripts that make something else of it. A rule for the command's replies would not know it again. */
const SHAPED: readonly string[] = [
  'return {redis.pcall(unpack(ARGV)), redis.pcall(unpack(ARGV))}',
  'local reply = redis.pcall(unpack(ARGV)) return {type(reply), reply, #ARGV}',
  'return {pcall(redis.call, unpack(ARGV))}',
  'return cjson.encode({redis.pcall(unpack(ARGV))})',
  'redis.setresp(3) return cjson.encode({redis.pcall(unpack(ARGV))})',
  "local reply = redis.pcall(unpack(ARGV)) if type(reply) ~= 'table' then return tostring(reply) end local t = {} for k, v in pairs(reply) do t[#t + 1] = tostring(k) .. type(v) end return t",
]

/** Its sets of statuses become tables whose keys are tables, which stand as their addresses want. */
const WITHOUT_ORDER = 'command|getkeysandflags'

/** The draw, called by a script. What is queued stays as it is: a script would not wait anyway. */
export function inScript(dice: Dice, draw: Draw): Draw {
  if (draw.command === WITHOUT_ORDER) return draw
  if (draw.intent === 'setup' || draw.queued || draw.inner !== undefined) return draw
  const scripts = ruleFor(draw.argv) === undefined && dice.chance(0.5) ? SHAPED : PLAIN
  return { ...draw, script: dice.pick(scripts) }
}
