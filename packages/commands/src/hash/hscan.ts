import { type Command, firstKey } from '../command.ts'
import { scanElements } from '../scan-elements.ts'

/** HSCAN key cursor [MATCH pattern] [COUNT count] */
export const hscan: Command = {
  name: 'hscan',
  arity: -3,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output'],

  run: scanElements('hash', (hash, cursor, count, take) => hash.scan(cursor, count, take)),
}
