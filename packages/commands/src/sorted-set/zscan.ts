import { formatDouble } from '@resident/bytes'
import { type Command, firstKey } from '../command.ts'
import { scanElements } from '../scan-elements.ts'

/** ZSCAN key cursor [MATCH pattern] [COUNT count] */
export const zscan: Command = {
  name: 'zscan',
  arity: -3,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),
  tips: ['nondeterministic_output'],

  run: scanElements('zset', (zset, cursor, count, take) =>
    zset.scan(cursor, count, (member, score) => take(member, formatDouble(score))),
  ),
}
