import { parseInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { err } from '../errors.ts'
import { editable } from '../string/edit.ts'
import { bitOffset } from './bit-offset.ts'

/** SETBIT key offset value */
export const setbit: Command = {
  name: 'setbit',
  arity: 4,
  flags: ['write', 'denyoom'],
  keys: firstKey('RW', 'access', 'update'),

  run(client, argv, reply) {
    const key = arg.key(argv, 1)
    const offset = bitOffset(client, argv, 2)
    const bit = parseInteger(arg.bytes(argv, 3))
    if (bit !== 0 && bit !== 1) throw err('bit is not an integer or out of range')

    const string = editable(client.db, key, client.db.write(key, 'string'))
    const index = Math.floor(offset / 8)
    const grows = index >= string.length
    const byte = string.byteAt(index)
    const mask = 128 >> (offset & 7)
    const before = (byte & mask) === 0 ? 0 : 1
    // Setting a bit to what it was counts as a change only if the string had to grow for it.
    if (grows || before !== bit) {
      string.setByte(index, bit === 1 ? byte | mask : byte & ~mask)
      client.db.modified(key, 'setbit')
    }
    reply.integer(before)
  },
}
