import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { byteAt } from '../string/plain.ts'
import { bitOffset } from './bit-offset.ts'

/** GETBIT key offset */
export const getbit: Command = {
  name: 'getbit',
  arity: 3,
  flags: ['readonly', 'fast'],
  keys: firstKey('RO', 'access'),

  run(client, argv, reply) {
    const offset = bitOffset(client, argv, 2)
    const string = client.db.read(arg.key(argv, 1), 'string')
    const byte = string === undefined ? 0 : byteAt(string, Math.floor(offset / 8))
    reply.integer((byte >> (7 - (offset & 7))) & 1)
  },
}
