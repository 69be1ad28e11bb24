import { isAggregate, type Reply, textOf } from './reply.ts'
import { printReply } from './transcript/print.ts'

/**
 * Whether two replies that are not the same byte for byte may count as the same.
 *
 * Only the rows below may say so, each with its reason. Applying a row is counted, and the count is part
 * of every report: a rule is an admission, and Redis's own tips (COMMAND INFO) are where most come from.
 */
export interface Rule {
  readonly agree: (a: Reply, b: Reply, argv: readonly string[]) => boolean
  /** The same for a transcript, whose reply was given at the time of its recording. */
  readonly agreeRecorded?: Agree
  readonly reason: string
  /**
   * Holds only where the key has one of these encodings, or an unknown one; the order of a listpack or an intset is
   * Redis's own and not open.
   */
  readonly only?: readonly string[]
  /** Only for generated commands; a transcript shows such a command where its answer is certain. */
  readonly generatedOnly?: true
  /** Only for requests of this form. */
  readonly when?: (argv: readonly string[]) => boolean
}

type Agree = (a: Reply, b: Reply) => boolean

// How replies are compared

/** The same elements in any order. */
function unordered(a: Reply, b: Reply): boolean {
  if (!isAggregate(a) || !isAggregate(b) || a.type !== b.type)
    return printReply(a) === printReply(b)
  return sameTexts(
    pieces(a.items, a.type === 'map' ? 2 : 1),
    pieces(b.items, b.type === 'map' ? 2 : 1),
  )
}

/** The same elements in any order; or, where LIMIT has cut them, as many. */
function unorderedOrCut(a: Reply, b: Reply, argv: readonly string[]): boolean {
  const isCut = argv.some((word) => word.toLowerCase() === 'limit')
  if (!isCut || !isAggregate(a) || !isAggregate(b)) return unordered(a, b)
  return a.items.length === b.items.length
}

/** The same couples in any order: a flat array of RESP2, or a map. */
function unorderedPairs(a: Reply, b: Reply): boolean {
  if (!isAggregate(a) || !isAggregate(b) || a.type !== b.type)
    return printReply(a) === printReply(b)
  return sameTexts(pieces(a.items, 2), pieces(b.items, 2))
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  const sorted = [...b].sort()
  return [...a].sort().every((text, i) => text === sorted[i])
}

/** The items printed, `size` at a time. */
function pieces(items: readonly Reply[], size: number): string[] {
  const texts: string[] = []
  for (let i = 0; i < items.length; i += size) {
    texts.push(
      items
        .slice(i, i + size)
        .map((item) => printReply(item))
        .join('\0'),
    )
  }
  return texts
}

/** The same elements in any order, at every depth; RESP2's flat maps too, since all their parts are kept. */
function unorderedDeep(a: Reply, b: Reply): boolean {
  return canonical(a) === canonical(b)
}

function canonical(reply: Reply): string {
  if (!isAggregate(reply)) return printReply(reply)
  return `${reply.type}[${reply.items.map(canonical).sort().join('\0')}]`
}

/** SCAN and kin: the cursor is whatever the server likes, except that both are done or neither. */
function scanned(compare: Agree): Agree {
  return (a, b) => {
    if (!isAggregate(a) || !isAggregate(b)) return false
    const [cursorA, elementsA] = a.items
    const [cursorB, elementsB] = b.items
    if (cursorA === undefined || elementsA === undefined) return false
    if (cursorB === undefined || elementsB === undefined) return false
    if ((textOf(cursorA) === '0') !== (textOf(cursorB) === '0')) return false
    return compare(elementsA, elementsB)
  }
}

/** Two integers that are at most `distance` apart, neither of them one of Redis's negative words. */
function within(distance: number): Agree {
  return (a, b) => a.type === 'integer' && b.type === 'integer' && near(a.text, b.text, distance)
}

function near(a: string, b: string, distance: number): boolean {
  const [x, y] = [Number(a), Number(b)]
  return x >= 0 && y >= 0 && Math.abs(x - y) <= distance
}

/** Any two moments that are not long ago are as near as that. */
const ANY_DISTANCE = Number.POSITIVE_INFINITY

/** All the same but for Unix times in milliseconds, which may be `distance` apart. */
function nearTimes(distance: number): Agree {
  const agree = (a: Reply, b: Reply): boolean => {
    if (isAggregate(a) && isAggregate(b))
      return a.type === b.type && eachPair(a.items, b.items, agree)
    if (a.type !== b.type) return false
    if (textOf(a) === textOf(b)) return true
    const areTimes = a.type === 'integer' && Number(a.text) > 1e11 && Number(textOf(b)) > 1e11
    return areTimes && near(textOf(a), textOf(b), distance)
  }
  return agree
}

/** All the same but for what follows these names, at any depth, where `agree` decides. */
function fields(names: readonly string[], agree: Agree): Agree {
  const compare = (a: Reply, b: Reply): boolean => {
    if (!isAggregate(a) || !isAggregate(b)) return printReply(a) === printReply(b)
    if (a.type !== b.type) return false
    return eachPair(a.items, b.items, (x, y, i) => {
      const name = i > 0 ? textOf(a.items[i - 1] as Reply) : ''
      return names.includes(name) ? agree(x, y) : compare(x, y)
    })
  }
  return compare
}

/** The same texts where none of this is regarded. */
function sameButFor(varying: RegExp): Agree {
  const rest = (reply: Reply): string => printReply(reply).replace(varying, '')
  return (a, b) => a.type === b.type && rest(a) === rest(b)
}

/** The same names in the same order, at any depth; values of the same types. */
function sameFields(a: Reply, b: Reply): boolean {
  if (!isAggregate(a) || !isAggregate(b) || a.type !== b.type) return a.type === b.type
  return eachPair(a.items, b.items, (x, y, i) =>
    i % 2 === 0 ? printReply(x) === printReply(y) : sameFields(x, y),
  )
}

/** Two sizes of which neither is more than a quarter away from the other. */
function nearlySize(a: Reply, b: Reply): boolean {
  if (a.type !== 'integer' || b.type !== 'integer') return printReply(a) === printReply(b)
  const [x, y] = [Number(a.text), Number(b.text)]
  return Math.abs(x - y) <= Math.min(x, y) / 4
}

/** Elements at this position of every inner array may differ by `distance`. */
function nearAt(position: number, distance: number): Agree {
  return (a, b) => {
    if (!isAggregate(a) || !isAggregate(b) || a.type !== b.type) return false
    return eachPair(a.items, b.items, (x, y) => {
      if (!isAggregate(x) || !isAggregate(y)) return printReply(x) === printReply(y)
      return eachPair(x.items, y.items, (p, q, i) =>
        i === position ? within(distance)(p, q) : printReply(p) === printReply(q),
      )
    })
  }
}

function eachPair(
  a: readonly Reply[],
  b: readonly Reply[],
  agree: (x: Reply, y: Reply, index: number) => boolean,
): boolean {
  return a.length === b.length && a.every((item, i) => agree(item, b[i] as Reply, i))
}

/** The same types and lengths all the way down; texts and numbers may differ. */
function sameShape(a: Reply, b: Reply): boolean {
  if (a.type !== b.type) return false
  if (a.type === 'error') return a.text === textOf(b)
  return !isAggregate(a) || (isAggregate(b) && eachPair(a.items, b.items, sameShape))
}

/** The same type; anything inside. Errors must still be the same. */
function sameType(a: Reply, b: Reply): boolean {
  return a.type === b.type && (a.type !== 'error' || a.text === textOf(b))
}

/** Rules of ACL users: all the same but for the order in which single commands stand. */
function sameRules(a: Reply, b: Reply): boolean {
  if (isAggregate(a) && isAggregate(b)) {
    return a.type === b.type && eachPair(a.items, b.items, sameRules)
  }
  return a.type === b.type && commandsInOrder(textOf(a)) === commandsInOrder(textOf(b))
}

function commandsInOrder(rules: string): string {
  return rules.replace(/(?: [+-][^@ )][^ )]*)+/g, (commands) =>
    commands.split(' ').sort().join(' '),
  )
}

/**
 * SLOWLOG GET: the same commands, but for when they ran, how long, and from where. `ids` may begin elsewhere where the log
 * was used before.
 */
function sameSlowCommands(ids: 'same' | 'consecutive'): Agree {
  return (a, b) => {
    if (!isAggregate(a) || !isAggregate(b)) return printReply(a) === printReply(b)
    const ahead = ids === 'same' ? 0 : slowId(b.items[0]) - slowId(a.items[0])
    return eachPair(a.items, b.items, (x, y) => {
      if (!isAggregate(x) || !isAggregate(y)) return false
      if (slowId(y) - slowId(x) !== ahead) return false
      return eachPair(x.items, y.items, (p, q, i) =>
        i === 3 || i === 5 ? printReply(p) === printReply(q) : sameType(p, q),
      )
    })
  }
}

function slowId(entry: Reply | undefined): number {
  const [id] = entry !== undefined && isAggregate(entry) ? entry.items : []
  return id === undefined ? 0 : Number(textOf(id))
}

/** What CLIENT LIST says of a client that hangs on nothing but what it has done. */
const CERTAIN_OF_CLIENTS: ReadonlySet<string> = new Set(
  'id name flags db sub psub ssub multi argv-mem multi-mem user redir resp'.split(' '),
)

/**
 * CLIENT LIST and CLIENT INFO: the same clients and fields in the same order, and what is certain with the same values;
 * `ids` only where both servers have had as many clients.
 */
function sameClients(ids: 'same' | 'in order'): Agree {
  const certain = (reply: Reply): string =>
    textOf(reply)
      .split('\n')
      .sort((left, right) => idOfClient(left) - idOfClient(right))
      .map((line) => (ids === 'same' ? line : line.replace(/^id=\d+/, 'id=')))
      .map((line) => line.split(/(?= )/).map(certainOfClient).join(''))
      .join('\n')
  return (a, b) => a.type === b.type && certain(a) === certain(b)
}

/** Every 100 ms Redis's cron looks at some clients, and puts them at the other end of the list. */
function idOfClient(line: string): number {
  return Number(/\bid=(\d+)/.exec(line)?.[1] ?? Number.POSITIVE_INFINITY)
}

function certainOfClient(field: string): string {
  const [name = '', value = ''] = field.split('=', 2)
  // Only the real server is asked over a unix socket.
  if (name === ' flags') return `${name}=${value.replace('U', '') || 'N'}`
  return CERTAIN_OF_CLIENTS.has(name.trim()) ? field : name
}

/** Lines of INFO that do not hang on the process or its clock. */
const CERTAIN_INFO =
  /^(db\d+|errorstat_|cmdstat_|redis_version|redis_mode|role|connected_slaves|cluster_enabled|loading|maxmemory:|maxmemory_policy|maxclients|blocked_clients|clients_in_timeout_table|tracking_|keyspace_|expired_keys|evicted_keys|pubsub_|total_error_replies)/

/**
 * INFO: the same names in the same order, but for those of commands, whose order is a hash table's; what does not hang
 * on the process with the same values.
 */
function sameInfo(a: Reply, b: Reply): boolean {
  const lines = (reply: Reply): string => {
    const certain = textOf(reply).split('\r\n').map(certainInfo)
    const isOfCommand = (line: string): boolean => /^(cmdstat|latency_percentiles)_/.test(line)
    const ofCommands = certain.filter(isOfCommand).sort()
    return [...certain.filter((line) => line !== '' && !isOfCommand(line)), ...ofCommands].join(
      '\n',
    )
  }
  return a.type === b.type && lines(a) === lines(b)
}

function certainInfo(line: string): string {
  // The harness itself says HELLO, and as often as it likes.
  if (/^(cmdstat|latency_percentiles_usec)_hello/.test(line)) return ''
  const name = line.split(':', 1)[0] as string
  return CERTAIN_INFO.test(line)
    ? line.replace(/\b(usec|usec_per_call|avg_ttl)=[\d.]+/g, '$1')
    : name
}

// The table

const SECONDS = 2
const MILLISECONDS = 2000

const HASH_ORDER = 'the order of a hash table is open'
const CLOCK = 'each server reads its own clock'
const CHANCE = 'Redis picks by chance'
const ALLOCATOR = 'sizes are a model of what jemalloc gives'
const PROCESS = 'addresses, identities and sizes of the process'

const NODE_ID = /\b[\da-f]{40}\b/g

const CLIENTS: Rule = {
  agree: sameClients('in order'),
  agreeRecorded: sameClients('same'),
  reason: PROCESS,
}

const isRandomId = (argv: readonly string[]): boolean => argv.includes('*')

/** By full name, such as `config|get`. */
const RULES: Readonly<Record<string, Rule>> = {
  hgetall: { agree: unorderedPairs, reason: HASH_ORDER, only: ['hashtable'] },
  hkeys: { agree: unordered, reason: HASH_ORDER, only: ['hashtable'] },
  hvals: { agree: unordered, reason: HASH_ORDER, only: ['hashtable'] },
  smembers: { agree: unordered, reason: HASH_ORDER, only: ['hashtable'] },
  sdiff: { agree: unordered, reason: HASH_ORDER },
  sinter: { agree: unordered, reason: HASH_ORDER },
  sunion: { agree: unordered, reason: HASH_ORDER },
  sort: { agree: unorderedOrCut, reason: HASH_ORDER, only: ['hashtable'], when: isSortByNothing },
  sort_ro: {
    agree: unorderedOrCut,
    reason: HASH_ORDER,
    only: ['hashtable'],
    when: isSortByNothing,
  },
  keys: { agree: unordered, reason: HASH_ORDER },
  scan: { agree: scanned(unordered), reason: HASH_ORDER },
  sscan: { agree: scanned(unordered), reason: HASH_ORDER, only: ['hashtable'] },
  hscan: { agree: scanned(unorderedPairs), reason: HASH_ORDER, only: ['hashtable'] },
  zscan: { agree: scanned(unorderedPairs), reason: HASH_ORDER, only: ['skiplist'] },
  dump: {
    agree: sameType,
    reason: `${HASH_ORDER}; where a list's nodes part depends on its history; consumers were seen at some time`,
    only: ['hashtable', 'quicklist', 'stream'],
    generatedOnly: true,
  },
  'config|get': { agree: unorderedPairs, reason: HASH_ORDER },
  'pubsub|channels': { agree: unordered, reason: HASH_ORDER },
  'pubsub|shardchannels': { agree: unordered, reason: HASH_ORDER },
  'acl|cat': { agree: unordered, reason: HASH_ORDER },
  'acl|getuser': { agree: sameRules, reason: HASH_ORDER },
  'acl|list': { agree: sameRules, reason: HASH_ORDER },
  command: { agree: unorderedDeep, reason: HASH_ORDER },
  'command|docs': { agree: unorderedDeep, reason: HASH_ORDER },
  'command|info': { agree: unorderedDeep, reason: HASH_ORDER },
  'command|list': { agree: unordered, reason: HASH_ORDER },
  'function|list': { agree: unorderedDeep, reason: HASH_ORDER },
  'module|list': { agree: unordered, reason: HASH_ORDER },

  ttl: { agree: within(SECONDS), reason: CLOCK },
  pttl: { agree: within(MILLISECONDS), reason: CLOCK },
  expiretime: { agree: within(SECONDS), reason: CLOCK },
  pexpiretime: { agree: within(MILLISECONDS), reason: CLOCK },
  'object|idletime': { agree: within(SECONDS), reason: CLOCK },
  time: { agree: sameShape, reason: CLOCK },
  lastsave: { agree: sameType, reason: CLOCK },
  xadd: { agree: sameShape, reason: CLOCK, when: isRandomId },
  xpending: { agree: nearAt(2, MILLISECONDS), reason: CLOCK },
  'xinfo|consumers': { agree: fields(['idle'], within(MILLISECONDS)), reason: CLOCK },
  'xinfo|stream': {
    agree: nearTimes(MILLISECONDS),
    agreeRecorded: nearTimes(ANY_DISTANCE),
    reason: CLOCK,
  },
  'slowlog|get': {
    agree: sameSlowCommands('consecutive'),
    agreeRecorded: sameSlowCommands('same'),
    reason: `${CLOCK}; ${PROCESS}`,
  },
  'slowlog|len': { agree: sameType, reason: CLOCK },
  'latency|doctor': { agree: sameType, reason: CLOCK },
  'latency|graph': { agree: sameType, reason: CLOCK },
  'latency|histogram': { agree: sameType, reason: CLOCK },
  'latency|history': { agree: sameType, reason: CLOCK },
  'latency|latest': { agree: sameType, reason: CLOCK },
  'acl|log': {
    agree: fields(['age-seconds', 'client-info'], sameType),
    reason: `${CLOCK}; ${PROCESS}`,
  },

  randomkey: { agree: sameType, reason: CHANCE, generatedOnly: true },
  srandmember: { agree: sameType, reason: CHANCE, generatedOnly: true },
  hrandfield: { agree: sameType, reason: CHANCE, generatedOnly: true },
  zrandmember: { agree: sameType, reason: CHANCE, generatedOnly: true },
  spop: { agree: sameType, reason: CHANCE, generatedOnly: true },
  'object|freq': { agree: sameType, reason: CHANCE },
  'acl|genpass': { agree: sameShape, reason: CHANCE },

  'cluster|getkeysinslot': { agree: unordered, reason: HASH_ORDER },
  'cluster|myid': { agree: sameButFor(NODE_ID), reason: PROCESS },
  'cluster|nodes': { agree: sameButFor(NODE_ID), reason: PROCESS },
  'cluster|shards': { agree: sameButFor(NODE_ID), reason: PROCESS },
  'cluster|slots': { agree: sameButFor(NODE_ID), reason: PROCESS },
  hello: { agree: fields(['id'], sameType), reason: PROCESS },
  'client|id': { agree: sameType, reason: PROCESS },
  'client|info': CLIENTS,
  'client|list': CLIENTS,
  info: { agree: sameInfo, reason: PROCESS },
  'memory|doctor': { agree: sameType, reason: PROCESS },
  'memory|malloc-stats': { agree: sameType, reason: PROCESS },
  'memory|stats': { agree: sameFields, reason: PROCESS },
  'memory|usage': { agree: nearlySize, reason: ALLOCATOR },
  'debug|object': {
    agree: sameButFor(/at:0x[\da-f]+|lru:\d+|lru_seconds_idle:\d+/g),
    reason: PROCESS,
  },
}

/**
 * Commands whose tips say that their output is not determined, and that are compared exactly all the
 * same, each with the reason.
 */
export const EXACT_IN_SPITE_OF_TIPS: Readonly<Record<string, string>> = {
  'function|stats': 'only the running script varies, and none runs',
  'object|encoding': 'the rules of conversion are Redis’s own',
  'object|refcount': 'shared integers apart, a value is held once',
  xautoclaim: 'idle times decide, and these are far apart',
  xclaim: 'idle times decide, and these are far apart',
  xtrim: 'the stream log has Redis’s nodes, which is what ~ shows',
  migrate: 'told how it went, which is certain',
  'cluster|bumpepoch': 'a node that is alone leaves nothing open',
  'cluster|count-failure-reports': 'a node that is alone leaves nothing open',
  'cluster|info': 'a node that is alone leaves nothing open',
  'cluster|links': 'a node that is alone leaves nothing open',
  'cluster|replicas': 'a node that is alone leaves nothing open',
  'cluster|slaves': 'a node that is alone leaves nothing open',
}

/** SORT of a set BY a constant leaves the order open, unless the result is stored. */
function isSortByNothing(argv: readonly string[]): boolean {
  const words = argv.map((word) => word.toLowerCase())
  const by = words.indexOf('by')
  return by !== -1 && !(argv[by + 1] ?? '').includes('*') && !words.includes('store')
}

/** Commands whose second word is a command of its own; of DEBUG's, we name one. */
const CONTAINERS: ReadonlySet<string> = new Set(
  (
    'acl client cluster command config debug function latency memory module object pubsub script ' +
    'slowlog xgroup xinfo'
  ).split(' '),
)

/** The name a request goes by in COMMAND INFO: `get`, `config|get`. */
export function fullName(argv: readonly string[]): string {
  const name = (argv[0] ?? '').toLowerCase()
  return CONTAINERS.has(name) && argv.length > 1 ? `${name}|${argv[1]?.toLowerCase()}` : name
}

/** The rule for a request, if it has one. */
export function ruleFor(argv: readonly string[]): Rule | undefined {
  const name = fullName(argv)
  const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined
  return rule?.when === undefined || rule.when(argv) ? rule : undefined
}

/** The names that have a rule. */
export function ruledNames(): string[] {
  return Object.keys(RULES)
}

const MONITOR_LINE = /^\d+\.\d{6} \[(\d+) [^\]]*\] /

/** A line of MONITOR's feed without its time and address. */
export function withoutMonitorStamp(reply: Reply): Reply {
  if (reply.type !== 'status') return reply
  return { type: 'status', text: reply.text.replace(MONITOR_LINE, '[$1] ') }
}

export type Verdict = 'same' | 'normalised' | 'different'

export interface ComparisonOptions {
  /** Random commands, where rules for chance hold as well. */
  readonly generated: boolean
  /** How the request's key is encoded, where it is known; asked only where a rule depends on it. */
  readonly encoding: (argv: readonly string[]) => string | undefined
}

/**
 * Compares the replies of one connection, in order; knows MULTI, since EXEC's reply is made of the
 * replies of what was queued.
 */
export class ReplyComparison {
  readonly #options: ComparisonOptions
  #queue: (readonly string[])[] | undefined
  /** How often each command was let through by its rule. */
  readonly normalised: Map<string, number>

  constructor(options: ComparisonOptions, normalised: Map<string, number> = new Map()) {
    this.#options = options
    this.normalised = normalised
  }

  /** Call for every reply, also where the bytes are the same. `b` is read only where they are not. */
  compare(argv: readonly string[], a: Reply, same: boolean, b: () => Reply): Verdict {
    const queued = this.#follow(argv, a)
    if (same) return 'same'
    const verdict = queued === undefined ? this.#one(argv, a, b()) : this.#several(queued, a, b())
    if (verdict === 'normalised') {
      const name = fullName(argv)
      this.normalised.set(name, (this.normalised.get(name) ?? 0) + 1)
    }
    return verdict
  }

  /** Keeps the queue of MULTI; gives it at EXEC. */
  #follow(argv: readonly string[], reply: Reply): readonly (readonly string[])[] | undefined {
    const queue = this.#queue
    if (queue !== undefined && textOf(reply) === 'QUEUED') {
      queue.push(argv)
      return undefined
    }
    const name = (argv[0] ?? '').toLowerCase()
    if (name === 'multi' && textOf(reply) === 'OK') this.#queue = []
    else if (name === 'exec' || name === 'discard' || name === 'reset') this.#queue = undefined
    return name === 'exec' ? queue : undefined
  }

  #several(queue: readonly (readonly string[])[], a: Reply, b: Reply): Verdict {
    if (!isAggregate(a) || !isAggregate(b)) return 'different'
    const agree = eachPair(
      a.items,
      b.items,
      (x, y, i) =>
        printReply(x) === printReply(y) || this.#one(queue[i] ?? [], x, y) !== 'different',
    )
    return agree ? 'normalised' : 'different'
  }

  #one(argv: readonly string[], a: Reply, b: Reply): Verdict {
    const rule = ruleFor(argv)
    const { generated } = this.#options
    if (rule === undefined || (rule.generatedOnly && !generated)) return 'different'
    if (a.type === 'error' || b.type === 'error') return 'different'
    const { agree, agreeRecorded = agree } = rule
    if (!(generated ? agree : agreeRecorded)(a, b, argv)) return 'different'
    const encoding = rule.only === undefined ? undefined : this.#options.encoding(argv)
    return encoding === undefined || rule.only?.includes(encoding) ? 'normalised' : 'different'
  }
}
