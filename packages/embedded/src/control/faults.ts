import { fromUtf8 } from '@resident/bytes'
import type { Command, FaultInForce, Handler, ServerState } from '@resident/commands'
import type { Fault, ServerFaults } from '../server-faults.ts'
import { controlRow } from './control-row.ts'
import { numberOr } from './number-or.ts'

/** RESIDENT.FAULTS ADD word … | REMOVE id | CLEAR | LIST. The words stand for the fields of `Fault`: see WORDS. */
export function faultsCommand(faults: ServerFaults): Command {
  return controlRow('resident.faults', {
    add: [`ADD ${USAGE}`, -3, (words, reply) => reply.integer(faults.add(read(words)).id)],
    remove: ['REMOVE <id>', 3, ([id], reply) => reply.integer(faults.remove(Number(id)) ? 1 : 0)],
    clear: [
      'CLEAR',
      2,
      (_words, reply) => {
        faults.clear()
        reply.status('OK')
      },
    ],
    list: ['LIST', 2, (_words, reply) => list(faults.all, reply)],
  })
}

const USAGE =
  '[COMMAND <name>] [KEY <pattern>] [CLIENT <pattern>] [NTH <n>] [PROBABILITY <p>] [SEED <n>] [TIMES <n>] ' +
  '[FROM <from-now>] [UNTIL <from-now>] [LATENCY <time> | BETWEEN <min> <max> | AROUND <mean> <deviation>] ' +
  '[ERROR <text> | STATE <state> | DROP BEFORE|AFTER | PARTIAL <bytes> | BLACKHOLE]'

type Values = readonly [first: string, second: string]

/** How many values follow a word, and what they add to the rule so far. COMMAND and NTH may be repeated. */
const WORDS: Readonly<Record<string, readonly [number, (values: Values, rule: Fault) => Fault]>> = {
  COMMAND: [1, ([name], { command = [] }) => ({ command: [command, name].flat() })],
  KEY: [1, ([key]) => ({ key })],
  CLIENT: [1, ([client]) => ({ client })],
  NTH: [1, ([n], { nth = [] }) => ({ nth: [nth, Number(n)].flat() })],
  PROBABILITY: [1, ([p]) => ({ probability: Number(p) })],
  SEED: [1, ([seed]) => ({ seed: Number(seed) })],
  TIMES: [1, ([times]) => ({ times: Number(times) })],
  FROM: [1, ([from]) => ({ from: numberOr(from) })],
  UNTIL: [1, ([until]) => ({ until: numberOr(until) })],
  LATENCY: [1, ([time]) => ({ latency: numberOr(time) })],
  BETWEEN: [2, ([min, max]) => ({ latency: { min: numberOr(min), max: numberOr(max) } })],
  AROUND: [
    2,
    ([mean, deviation]) => ({
      latency: { mean: numberOr(mean), deviation: numberOr(deviation) },
    }),
  ],
  ERROR: [1, ([error]) => ({ error })],
  STATE: [1, ([state]) => ({ state: state.toLowerCase() as ServerState })],
  DROP: [1, ([when]) => ({ drop: when.toLowerCase() as 'before' | 'after' })],
  PARTIAL: [1, ([bytes]) => ({ partial: Number(bytes) })],
  BLACKHOLE: [0, () => ({ blackHole: true })],
}

function read(words: readonly string[]): Fault {
  let rule: Fault = {}
  for (let i = 0; i < words.length; ) {
    const name = words[i]!.toUpperCase()
    const [count, add] = WORDS[name] ?? []
    if (count === undefined || add === undefined || i + count >= words.length) {
      throw new Error(`syntax error at '${words[i]}': see RESIDENT.FAULTS HELP`)
    }
    const [first = '', second = ''] = words.slice(i + 1, i + 1 + count)
    rule = { ...rule, ...add([first, second], rule) }
    i += 1 + count
  }
  return rule
}

/** Lists the rules in force, each with how many requests it matched and struck. */
function list(faults: readonly FaultInForce[], reply: Parameters<Handler>[2]): void {
  reply.array(faults.length)
  for (const { id, rule, met, struck } of faults) {
    reply.map(4)
    reply.bulk(fromUtf8('id'))
    reply.integer(id)
    reply.bulk(fromUtf8('rule'))
    reply.bulk(fromUtf8(JSON.stringify(rule)))
    reply.bulk(fromUtf8('met'))
    reply.integer(met)
    reply.bulk(fromUtf8('struck'))
    reply.integer(struck)
  }
}
