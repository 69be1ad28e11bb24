import type { Reply } from '../reply.ts'
import {
  type Agree,
  ANY_DISTANCE,
  fields,
  nearAt,
  nearlySize,
  nearTimes,
  sameButFor,
  sameFields,
  sameShape,
  sameType,
  scanned,
  unordered,
  unorderedDeep,
  unorderedOrCut,
  unorderedPairs,
  within,
} from './agree.ts'
import { fullName } from './full-name.ts'
import { sameClients, sameInfo, sameRules, sameSlowCommands } from './server-reports.ts'

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
