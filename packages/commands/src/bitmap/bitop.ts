import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { type Argv, type Command, keyAt, keysFrom } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'
import { stringHolding } from '../string/edit.ts'
import { viewOf } from '../string/plain.ts'
import { type BitOperation, combine, invert } from './combine.ts'

/** BITOP operation destkey key [key ...] */
export const bitop: Command = {
  name: 'bitop',
  arity: -4,
  flags: ['write', 'denyoom'],
  keys: [keyAt(2, 'OW', 'update'), keysFrom(3, -1, 1, 'RO', 'access')],

  run({ db }, argv, reply) {
    const operation = operationOf(argv)
    if (operation === 'NOT' && argv.length !== 4) {
      throw err('BITOP NOT must be called with a single source key.')
    }
    const sources = sourcesOf(db, argv)
    const result = operation === 'NOT' ? invert(sources[0]!) : combine(operation, sources)
    putBits(db, arg.key(argv, 2), result)
    reply.integer(result.length)
  },
}

function operationOf(argv: Argv): BitOperation | 'NOT' {
  const word = arg.word(argv, 1)
  if (word === 'AND' || word === 'OR' || word === 'XOR' || word === 'NOT') return word
  throw SYNTAX
}

function sourcesOf(db: Keyspace, argv: Argv): Uint8Array[] {
  const sources: Uint8Array[] = []
  for (let i = 3; i < argv.length; i++) {
    const string = db.read(arg.key(argv, i), 'string')
    sources.push(string === undefined ? new Uint8Array(0) : viewOf(string))
  }
  return sources
}

/** Stores the bits; if there are none, deletes the key. */
function putBits(db: Keyspace, key: Bytes, bits: Uint8Array): void {
  if (bits.length > 0) db.put(key, stringHolding(db, bits), 'set')
  else if (db.discard(key)) db.modified(key, 'del')
}
