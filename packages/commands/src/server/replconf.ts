import { splitInline } from '@resident/protocol'
import * as arg from '../args/index.ts'
import type { Argv, Command } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'
import { untilZero } from '../until-zero.ts'

const LONGEST_ADDRESS = 255

/** Checks for the values of options. They have no effect, since there is no replication. */
const CHECKS: Readonly<Record<string, (argv: Argv, index: number) => void>> = {
  'LISTENING-PORT': (argv, index) => void arg.int64(argv, index),
  'IP-ADDRESS': (argv, index) => {
    const { length } = arg.bytes(argv, index)
    if (length > LONGEST_ADDRESS) {
      throw err(`REPLCONF ip-address provided by replica instance is too long: ${length} bytes`)
    }
  },
  CAPA: () => {},
  'RDB-ONLY': (argv, index) => {
    const value = arg.int64(argv, index)
    if (value < 0n || value > 1n) throw err('value is out of range, value must between 0 and 1')
  },
  'RDB-FILTER-ONLY': (argv, index) => {
    const words = splitInline(arg.bytes(argv, index))
    if (words === undefined) throw err('Missing rdb-filter-only values')
    const other = words.find((word) => untilZero(word).toLowerCase() !== 'functions')
    if (other !== undefined) throw err(`Unsupported rdb-filter-only option: ${untilZero(other)}`)
  },
}

/** REPLCONF [option value [option value ...]] */
export const replconf: Command = {
  name: 'replconf',
  arity: -1,
  flags: ['admin', 'noscript', 'loading', 'stale', 'allow_busy'],

  run(_client, argv, reply) {
    if (argv.length % 2 === 0) throw SYNTAX
    for (let i = 1; i < argv.length; i += 2) {
      const option = arg.word(argv, i)
      // From a client that is neither replica nor master, Redis ignores these, and does not reply.
      if (option === 'ACK' || option === 'GETACK') return
      const check = Object.hasOwn(CHECKS, option) ? CHECKS[option] : undefined
      if (check === undefined)
        throw err(`Unrecognized REPLCONF option: ${untilZero(arg.bytes(argv, i))}`)
      check(argv, i + 1)
    }
    reply.status('OK')
  },
}
