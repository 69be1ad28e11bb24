import { type Command, keyAt } from '../command.ts'
import { bitfieldKeys } from '../key-finders.ts'
import { parseFieldOperations } from './field-operation.ts'
import { changeFields, onlyReads, readFields } from './run-fields.ts'

/** BITFIELD key [GET encoding offset | [OVERFLOW WRAP | SAT | FAIL] SET encoding offset value | INCRBY encoding offset increment ...] */
export const bitfield: Command = {
  name: 'bitfield',
  arity: -2,
  flags: ['write', 'denyoom'],
  keys: [
    {
      ...keyAt(1, 'RW', 'access', 'update', 'variable_flags'),
      notes: 'This command allows both access and modification of the key',
    },
  ],
  findKeys: bitfieldKeys,

  run(client, argv, reply) {
    const operations = parseFieldOperations(client, argv)
    if (onlyReads(operations)) readFields(client, argv, operations, reply)
    else changeFields(client, argv, operations, reply)
  },
}
