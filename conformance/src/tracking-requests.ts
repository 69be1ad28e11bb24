import type { Dice } from './generate/dice.ts'

const KEYS = ['a', 'ab', 'abc', 'b', 'l', 'h', 's'] as const

/** A kind of request, and how often it is drawn. */
interface Kind {
  readonly share: number
  readonly writes: boolean
  readonly draw: (dice: Dice) => string
}

/** `K` stands for a key drawn by chance, each time for another. */
function oneOf(...templates: readonly string[]): (dice: Dice) => string {
  return (dice) => dice.pick(templates).replace(/\bK\b/g, () => dice.pick(KEYS))
}

const KINDS: readonly Kind[] = [
  {
    share: 10,
    writes: false,
    draw: oneOf(
      ...['GET K', 'MGET K K', 'LRANGE l 0 -1', 'HGET h f', 'TYPE K', 'EXISTS K K', 'SCARD s'],
      ...['TTL K', 'STRLEN K', 'SORT_RO l', 'SORT l', 'DBSIZE', 'OBJECT ENCODING a'],
      ...['SINTERCARD 2 s h', 'GETRANGE a 0 1', 'BITCOUNT b'],
      'EVAL "return redis.call(\'type\', KEYS[1])" 2 K K',
    ),
  },
  {
    share: 10,
    writes: true,
    draw: oneOf(
      ...['SET K 1', 'SET K 2', 'DEL K K', 'MSET K 1 K 2', 'INCR K', 'RPUSH l x', 'LPOP l'],
      ...['RPOPLPUSH l l2', 'HSET h f 1', 'HDEL h f', 'SADD s K', 'SREM s K', 'RENAME K K'],
      ...['EXPIRE K 1000', 'PEXPIRE K 0', 'GETDEL K', 'APPEND K z', 'SINTERSTORE s s', 'COPY K K'],
      ...['PERSIST a', 'GETEX a EX 100', 'MOVE K 1', 'UNLINK K'],
      'EVAL "return redis.call(\'del\', KEYS[1])" 1 K',
    ),
  },
  { share: 7, writes: false, draw: tracking },
  { share: 3, writes: false, draw: oneOf('CLIENT CACHING YES', 'CLIENT CACHING NO') },
  {
    share: 1,
    writes: false,
    draw: oneOf('CLIENT TRACKINGINFO', 'CLIENT GETREDIR', 'CLIENT ID'),
  },
  { share: 2, writes: false, draw: oneOf('HELLO 2', 'HELLO 3', 'HELLO 3') },
  // A transaction may have gathered writes.
  { share: 3, writes: true, draw: oneOf('MULTI', 'EXEC', 'EXEC', 'EXEC', 'DISCARD', 'WATCH a') },
  {
    share: 2,
    writes: false,
    draw: oneOf(
      ...['SUBSCRIBE __redis__:invalidate', 'SUBSCRIBE x', 'UNSUBSCRIBE x', 'PUBLISH x m'],
      ...['PING', 'NOSUCH', 'GET'],
    ),
  },
  {
    share: 1,
    writes: true,
    draw: oneOf('FLUSHALL', 'FLUSHDB', 'SWAPDB 0 1', 'SELECT 1', 'SELECT 0', 'RESET'),
  },
  {
    share: 1,
    writes: false,
    draw: (dice) =>
      dice.pick([
        ...['CLIENT REPLY OFF', 'CLIENT REPLY ON', 'CLIENT REPLY SKIP'],
        `CLIENT KILL ID ${dice.between(5, 12)}`,
      ]),
  },
]

/** CLIENT TRACKING with options that may exclude each other; redirections go to the fourth client, or nowhere. */
function tracking(dice: Dice): string {
  const words = [`CLIENT TRACKING ${dice.chance(0.8) ? 'ON' : 'OFF'}`]
  if (dice.chance(0.3)) words.push('BCAST')
  while (dice.chance(0.2)) words.push(`PREFIX ${dice.pick(KEYS)}`)
  if (dice.chance(0.15)) words.push('OPTIN')
  if (dice.chance(0.15)) words.push('OPTOUT')
  if (dice.chance(0.3)) words.push('NOLOOP')
  if (dice.chance(0.25)) words.push(`REDIRECT ${dice.pick([8, 8, 8, 11])}`)
  return words.join(' ')
}

const SHARES = KINDS.reduce((sum, { share }) => sum + share, 0)

/**
 * A request of some client. One that others redirect to changes no keys: whether it hears of that before or after
 * its own reply hangs on each command, and is no matter of tracking.
 */
export function trackingRequest(dice: Dice, mayWrite: boolean): string {
  for (;;) {
    let left = dice.below(SHARES)
    const kind = KINDS.find(({ share }) => {
      left -= share
      return left < 0
    })!
    if (mayWrite || !kind.writes) return kind.draw(dice)
  }
}
