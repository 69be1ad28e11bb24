import { type Command, firstKey } from '../command.ts'
import { err } from '../errors.ts'
import { parseFieldOperations } from './field-operation.ts'
import { onlyReads, readFields } from './run-fields.ts'

/** BITFIELD_RO key [GET encoding offset ...] */
export const bitfieldRo: Command = {
  name: 'bitfield_ro',
  arity: -2,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),

  run(client, argv, reply) {
    const operations = parseFieldOperations(client, argv)
    if (!onlyReads(operations)) throw err('BITFIELD_RO only supports the GET subcommand')
    readFields(client, argv, operations, reply)
  },
}
