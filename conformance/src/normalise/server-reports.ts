import { isAggregate, type Reply, textOf } from '../reply.ts'
import { printReply } from '../transcript/print.ts'
import { type Agree, eachPair, sameType } from './agree.ts'

// What ACL, SLOWLOG, CLIENT LIST, INFO and MONITOR tell of a server, of which a part is its own affair.

/** Rules of ACL users: all the same but for the order in which single commands stand. */
export function sameRules(a: Reply, b: Reply): boolean {
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
export function sameSlowCommands(ids: 'same' | 'consecutive'): Agree {
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
export function sameClients(ids: 'same' | 'in order'): Agree {
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
export function sameInfo(a: Reply, b: Reply): boolean {
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

const MONITOR_LINE = /^\d+\.\d{6} \[(\d+) [^\]]*\] /

/** A line of MONITOR's feed without its time and address. */
export function withoutMonitorStamp(reply: Reply): Reply {
  if (reply.type !== 'status') return reply
  return { type: 'status', text: reply.text.replace(MONITOR_LINE, '[$1] ') }
}
