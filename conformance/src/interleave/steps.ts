import type { Dice } from '../generate/dice.ts'

/** One client says something. `{n}` in an argument stands for the id of client n at the server that it goes to. */
export interface Step {
  readonly client: number
  readonly argv: readonly string[]
}

export const CLIENTS = 4
const STEPS = 90
/** Said by nobody: time passes, and keys that were to last for `SHORTLY` are past theirs. */
export const PAUSE = '@'
const SHORTLY = 200
export const PAUSE_MS: number = SHORTLY + 20

/** Few keys for many clients, so that they meet; each key mostly of one type. */
const KEYS = {
  list: ['l1', 'l2'],
  zset: ['z1', 'z2'],
  stream: ['x1'],
  string: ['s1', 's2'],
  hash: ['h1'],
  set: ['e1'],
}
const CHANNELS = ['c1', 'c2', 'news.1']
const PATTERNS = ['c*', 'news.?', '*', '__key*__:*']

/** What clients say, in an order drawn by chance. */
export function drawSteps(dice: Dice): Step[] {
  const steps: Step[] = []
  for (let client = 0; client < CLIENTS; client++) {
    if (dice.chance(0.4)) steps.push({ client, argv: ['HELLO', '3'] })
  }
  if (dice.chance(0.4)) {
    const classes = dice.pick(['KEA', 'KEAmn', 'Kl$', 'Egx', 'KElzt', 'An', 'Em'])
    steps.push({ client: 0, argv: ['CONFIG', 'SET', 'notify-keyspace-events', classes] })
  }
  // After SWAPDB Redis serves who waits for several keys in the order of a hash table.
  const swaps = dice.chance(0.5)
  const listeners = new Set<number>()
  /** Who is told of the keys that others track. */
  const heirs = new Set<number>()
  let paused = false
  while (steps.length < STEPS) {
    const client = dice.below(CLIENTS)
    const argv = drawRequest(dice)
    // Redis tells who waits for a sorted set of the pop in the middle of its answer, if it is told of such things.
    if (/^BZ/.test(argv[0]!) && (listeners.has(client) || heirs.has(client))) continue
    if (swaps ? waitsForSeveral(argv) : argv[0] === 'SWAPDB') continue
    // Who listens by two patterns hears of each in the order of a hash table.
    if (argv[0] === 'PSUBSCRIBE' && listeners.has(client)) continue
    if (argv[0] === 'PSUBSCRIBE') listeners.add(client)
    if (argv.includes('REDIRECT')) heirs.add(Number(argv.at(-1)![1]))
    // It would hold the one that watches, too, for as long as the other lasts.
    if (paused && argv[3] === 'ALL') continue
    // redis-server crashes where CLIENT UNBLOCK lets the time be up of one that CLIENT PAUSE holds.
    if (paused && argv[1] === 'UNBLOCK' && argv.length === 3) continue
    paused ||= argv[1] === 'PAUSE' && argv[3] === 'WRITE'
    steps.push({ client, argv })
  }
  return steps
}

function waitsForSeveral(argv: readonly string[]): boolean {
  return (
    /^B[LRZ]M?POP/.test(argv[0]!) && new Set(argv.filter((each) => /^[lz]\d$/.test(each))).size > 1
  )
}

function drawRequest(dice: Dice): string[] {
  const kinds = [
    data,
    data,
    data,
    moreData,
    moreData,
    blocking,
    blocking,
    pubsub,
    transaction,
    transaction,
    clients,
    users,
    scripts,
    rare,
  ]
  return dice.pick(kinds)(dice).map(String)
}

type Request = (string | number)[]

function data(dice: Dice): Request {
  const list = dice.pick(KEYS.list)
  const zset = dice.pick(KEYS.zset)
  const stream = dice.pick(KEYS.stream)
  const string = dice.pick(KEYS.string)
  const any = anyKey(dice)
  const n = dice.between(1, 9)
  return dice.pick<Request>([
    ['RPUSH', list, `a${n}`],
    ['LPUSH', list, `b${n}`, `c${n}`],
    ['LPOP', list],
    ['LRANGE', list, 0, -1],
    ['LMOVE', list, dice.pick(KEYS.list), 'LEFT', 'RIGHT'],
    ['ZADD', zset, n, `m${n}`],
    ['ZPOPMIN', zset],
    ['XADD', stream, `${dice.serial()}-1`, 'f', n],
    ['XDEL', stream, `${n}-1`],
    ['XTRIM', stream, 'MAXLEN', 2],
    ['XGROUP', 'CREATE', stream, 'g', dice.pick(['$', '0']), 'MKSTREAM'],
    ['XGROUP', 'DESTROY', stream, 'g'],
    ['XREADGROUP', 'GROUP', 'g', `w${n % 2}`, 'COUNT', 1, 'STREAMS', stream, '>'],
    ['XACK', stream, 'g', `${n}-1`],
    ['SET', string, n],
    ['GET', string],
    ['INCR', string],
    ['HSET', 'h1', `f${n % 3}`, n],
    ['HGET', 'h1', 'f1'],
    ['DEL', any],
    ['SET', any, 'other'],
    ['RENAME', any, anyKey(dice)],
    ['PEXPIRE', any, dice.pick([100_000, 0, -1])],
    ['TYPE', any],
    ['SORT', list, 'ALPHA', 'STORE', anyKey(dice)],
    ['ZRANGESTORE', anyKey(dice), zset, 0, -1],
    ['ZUNIONSTORE', anyKey(dice), 1, zset],
    ['LINSERT', list, 'BEFORE', `a${n}`, 'i'],
    ['LTRIM', list, 1, -1],
    ['ZREM', zset, `m${n}`],
    ['ZINCRBY', zset, n, `m${n}`],
  ])
}

function moreData(dice: Dice): Request {
  const [list, string] = [dice.pick(KEYS.list), dice.pick(KEYS.string)]
  const [any, other] = [anyKey(dice), anyKey(dice)]
  const n = dice.between(1, 9)
  return dice.pick<Request>([
    ['SET', any, n, 'PX', SHORTLY],
    ['SET', any, n, 'GET'],
    ['PEXPIRE', any, SHORTLY],
    ['PERSIST', any],
    [PAUSE],
    ['GETDEL', string],
    ['GETEX', string, 'EX', 100],
    ['APPEND', string, 'y'],
    ['MSETNX', any, n, other, n],
    ['UNLINK', any, other],
    ['RENAMENX', any, other],
    ['COPY', any, other, 'DB', dice.below(2)],
    ['MGET', any, other],
    ['EXISTS', any, other],
    ['HDEL', 'h1', `f${n % 3}`],
    ['SADD', 'e1', n, n + 1],
    ['SREM', 'e1', n, n + 1, n + 2],
    ['SUNIONSTORE', any, 'e1'],
    ['LMPOP', 2, ...KEYS.list, 'LEFT', 'COUNT', 2],
    ['LREM', list, 0, `a${n}`],
    ['ZMPOP', 2, ...KEYS.zset, 'MIN'],
    ['XCLAIM', 'x1', 'g', 'w1', 0, `${n}-1`],
    ['XAUTOCLAIM', 'x1', 'g', 'w1', 0, 0],
    ['XGROUP', 'DELCONSUMER', 'x1', 'g', 'w1'],
    ['XREADGROUP', 'GROUP', 'g', 'w0', 'STREAMS', 'x1', 0],
  ])
}

function blocking(dice: Dice): Request {
  const list = dice.pick(KEYS.list)
  const zset = dice.pick(KEYS.zset)
  const stream = dice.pick(KEYS.stream)
  return dice.pick<Request>([
    ['BLPOP', list, dice.pick(KEYS.list), 0],
    ['BRPOP', list, 0],
    ['BLMOVE', list, dice.pick(KEYS.list), 'LEFT', 'LEFT', 0],
    ['BRPOPLPUSH', list, dice.pick(KEYS.list), 0],
    ['BLMPOP', 0, 2, ...KEYS.list, 'LEFT', 'COUNT', 2],
    ['BZPOPMIN', zset, dice.pick(KEYS.zset), 0],
    ['BZPOPMAX', zset, 0],
    ['BZMPOP', 0, 2, ...KEYS.zset, 'MIN'],
    ['XREAD', 'BLOCK', 0, 'STREAMS', stream, '$'],
    ['XREAD', 'COUNT', 1, 'BLOCK', 0, 'STREAMS', stream, '0'],
    ['XREADGROUP', 'GROUP', 'g', 'w0', 'BLOCK', 0, 'STREAMS', stream, '>'],
  ])
}

function pubsub(dice: Dice): Request {
  const channel = dice.pick(CHANNELS)
  const pattern = dice.pick(PATTERNS)
  return dice.pick<Request>([
    ['SUBSCRIBE', channel],
    ['PSUBSCRIBE', pattern],
    ['SSUBSCRIBE', channel],
    ['UNSUBSCRIBE', channel],
    ['PUNSUBSCRIBE'],
    ['SUNSUBSCRIBE', channel],
    ['PUBLISH', channel, 'hello'],
    ['PUBLISH', channel, 'world'],
    ['SPUBLISH', channel, 'shard'],
    ['PUBSUB', 'NUMSUB', ...CHANNELS],
    ['PUBSUB', 'NUMPAT'],
    ['PING'],
  ])
}

function transaction(dice: Dice): Request {
  return dice.pick<Request>([
    ['MULTI'],
    ['MULTI'],
    ['EXEC'],
    ['EXEC'],
    ['DISCARD'],
    ['WATCH', anyKey(dice)],
    ['WATCH', anyKey(dice), anyKey(dice)],
    ['UNWATCH'],
    ['NOSUCH'],
  ])
}

function clients(dice: Dice): Request {
  const other = `{${dice.below(CLIENTS)}}`
  return dice.pick<Request>([
    ['CLIENT', 'UNBLOCK', other],
    ['CLIENT', 'UNBLOCK', other, 'ERROR'],
    tracking(dice, other),
    tracking(dice, other),
    tracking(dice, other),
    ['CLIENT', 'TRACKING', 'OFF'],
    ['CLIENT', 'CACHING', dice.pick(['YES', 'NO'])],
    dice.pick([
      ['CLIENT', 'GETREDIR'],
      ['CLIENT', 'TRACKINGINFO'],
    ]),
    ['CLIENT', 'PAUSE', 100_000, 'WRITE'],
    ['CLIENT', 'PAUSE', dice.pick([0, 1, 20]), 'ALL'],
    ['CLIENT', 'UNPAUSE'],
    ['CLIENT', 'UNPAUSE'],
    ['CLIENT', 'REPLY', dice.pick(['ON', 'SKIP', 'OFF'])],
    ['CLIENT', 'KILL', 'ID', other],
    ['CLIENT', 'KILL', 'ID', other, 'SKIPME', dice.pick(['YES', 'NO'])],
    ['CLIENT', 'KILL', 'TYPE', 'PUBSUB'],
    ['CLIENT', 'NO-EVICT', dice.pick(['ON', 'OFF'])],
  ])
}

/** Options that may exclude each other, and what was said before. */
function tracking(dice: Dice, other: string): Request {
  const argv: Request = ['CLIENT', 'TRACKING', 'ON']
  if (dice.chance(0.3)) argv.push('BCAST')
  while (dice.chance(0.2)) argv.push('PREFIX', dice.pick(['s', 's1', 'l', 'z1', 'x']))
  if (dice.chance(0.15)) argv.push('OPTIN')
  if (dice.chance(0.15)) argv.push('OPTOUT')
  if (dice.chance(0.3)) argv.push('NOLOOP')
  if (dice.chance(0.25)) argv.push('REDIRECT', other)
  return argv
}

/** Who is who, and who is shown what everybody does. */
function users(dice: Dice): Request {
  const rules = [
    ['on', 'nopass', '~*', '&*', '+@all'],
    ['resetchannels', '&c1'],
    ['-@write'],
    ['off'],
  ]
  return dice.pick<Request>([
    ['ACL', 'SETUSER', 'u', ...dice.pick(rules)],
    ['ACL', 'DELUSER', 'u'],
    ['AUTH', 'u', 'x'],
    ['AUTH', 'default', 'x'],
    ['CLIENT', 'KILL', 'USER', 'u'],
    ['CLIENT', 'LIST'],
    ['CLIENT', 'LIST', 'TYPE', dice.pick(['PUBSUB', 'NORMAL'])],
    ['CLIENT', 'LIST', 'ID', `{${dice.below(CLIENTS)}}`, `{${dice.below(CLIENTS)}}`],
    ['CLIENT', 'INFO'],
    ['HELLO', 3, 'AUTH', 'u', 'x', 'SETNAME', 'm'],
    ['RESET'],
    ['CLIENT', 'SETNAME', 'n'],
    ['MONITOR'],
  ])
}

function scripts(dice: Dice): Request {
  const [any, other] = [anyKey(dice), anyKey(dice)]
  const list = dice.pick(KEYS.list)
  return dice.pick<Request>([
    [
      'EVAL',
      "redis.call('rpush', KEYS[1], 1) redis.call('del', KEYS[1]) redis.call('rpush', KEYS[1], 2)",
      1,
      list,
    ],
    ['EVAL', "redis.call('set', KEYS[1], 1) return redis.call('incr', KEYS[2])", 2, any, other],
    ['EVAL', "redis.call('select', 1) redis.call('set', KEYS[1], 'e')", 1, any],
    ['EVAL', `redis.call('set', KEYS[1], 'e', 'px', ${SHORTLY})`, 1, any],
    ['EVAL', "return {redis.call('get', KEYS[1]), redis.call('exists', KEYS[2])}", 2, any, other],
    ['EVAL', "return redis.call('publish', ARGV[1], 'e')", 0, dice.pick(CHANNELS)],
    [
      'FUNCTION',
      'LOAD',
      'REPLACE',
      "#!lua name=lib\nredis.register_function('f', function(keys) return redis.call('lpush', keys[1], 'e') end)",
    ],
    ['FCALL', 'f', 1, any],
  ])
}

function rare(dice: Dice): Request {
  return dice.pick<Request>([
    ['FLUSHALL'],
    ['FLUSHDB'],
    ['SWAPDB', 0, 1],
    ['SELECT', dice.below(2)],
    ['SELECT', 0],
    ['MOVE', anyKey(dice), 1],
    ['COPY', anyKey(dice), anyKey(dice), 'REPLACE'],
    ['RESET'],
    ['HELLO', dice.pick([2, 3])],
    ['EVAL', "return redis.call('rpush', KEYS[1], 'e')", 1, dice.pick(KEYS.list)],
    [
      'EVAL',
      "redis.call('set', KEYS[1], 'e') return redis.call('del', KEYS[2])",
      2,
      anyKey(dice),
      anyKey(dice),
    ],
    ['DBSIZE'],
    ['QUIT'],
  ])
}

function anyKey(dice: Dice): string {
  return dice.pick(dice.pick(Object.values(KEYS)))
}
