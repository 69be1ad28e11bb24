import { parseInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Argv, Command } from '../command.ts'
import { type CommandError, DB_OUT_OF_RANGE, err } from '../errors.ts'

const SECOND_DB_INDEX = err('invalid second DB index')
const FIRST_DB_INDEX = err('invalid first DB index')

/** SWAPDB index1 index2 */
export const swapdb: Command = {
  name: 'swapdb',
  arity: 3,
  flags: ['write', 'fast'],
  acl: ['keyspace', 'dangerous'],

  run({ server: { cluster, databases } }, argv, reply) {
    if (cluster !== undefined) throw err('SWAPDB is not allowed in cluster mode')
    const index = dbIndex(argv, 1, FIRST_DB_INDEX)
    const otherIndex = dbIndex(argv, 2, SECOND_DB_INDEX)
    const db = databases.at(index)
    const other = databases.at(otherIndex)
    if (db === undefined || other === undefined) throw DB_OUT_OF_RANGE
    db.swapWith(other)
    reply.status('OK')
  },
}

function dbIndex(argv: Argv, index: number, refusal: CommandError): number {
  const value = parseInteger(arg.bytes(argv, index))
  if (value === undefined || value !== (value | 0)) throw refusal
  return value
}
