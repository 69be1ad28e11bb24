import { type Command, firstKey } from '../command.ts'
import { scanElements } from '../scan-elements.ts'

/** SSCAN key cursor [MATCH pattern] [COUNT count] */
export const sscan: Command = {
  name: 'sscan',
  arity: -3,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output'],

  run: scanElements('set', (set, cursor, count, take) =>
    set.scan(cursor, count, (member) => take(member)),
  ),
}
