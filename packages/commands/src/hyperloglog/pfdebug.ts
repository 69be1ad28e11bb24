import { ascii, type Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { StringValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import { type Command, keyAt } from '../command.ts'
import { err } from '../errors.ts'
import { untilZero } from '../until-zero.ts'
import { HEADER, isDense } from './layout.ts'
import { sizeAt, spanAt, valueAt } from './opcodes.ts'
import { mergeInto, noRegisters } from './registers.ts'
import { openSketch, replaceByDense } from './stored-sketch.ts'

/** PFDEBUG GETREG | DECODE | ENCODING | TODENSE key */
export const pfdebug: Command = {
  name: 'pfdebug',
  arity: 3,
  flags: ['write', 'denyoom', 'admin'],
  keys: [keyAt(2, 'RW', 'access')],

  run({ db }, argv, reply) {
    const key = arg.key(argv, 2)
    const held = db.write(key, 'string')
    if (held === undefined) throw err('The specified key does not exist')
    const string = openSketch(db, key, held)
    switch (arg.word(argv, 1)) {
      case 'GETREG':
        return sayRegisters(madeDense(db, key, string), reply)
      case 'DECODE':
        return reply.bulk(decoded(string.view()))
      case 'ENCODING':
        return reply.status(isDense(string.view()) ? 'dense' : 'sparse')
      case 'TODENSE':
        return reply.integer(madeDense(db, key, string) === string ? 0 : 1)
      default:
        throw err(`Unknown PFDEBUG subcommand '${untilZero(arg.bytes(argv, 1))}'`)
    }
  },
}

function madeDense(db: Keyspace, key: Bytes, string: StringValue): StringValue {
  if (isDense(string.view())) return string
  const dense = replaceByDense(db, key, string.view())
  db.modifiedUnwatched(key, 1)
  return dense
}

function sayRegisters(string: StringValue, reply: ReplyWriter): void {
  const registers = noRegisters()
  mergeInto(registers, string.view())
  reply.array(registers.length)
  for (const register of registers) reply.integer(register)
}

/** The opcodes of a sparse one: `z:` for ZERO, `Z:` for XZERO, `v:value,span` for VAL. */
function decoded(sketch: Uint8Array): Bytes {
  if (isDense(sketch)) throw err('HLL encoding is not sparse')
  const words: string[] = []
  for (let at = HEADER; at < sketch.length; at += sizeAt(sketch, at)) {
    const value = valueAt(sketch, at)
    const name = value > 0 ? `v:${value},` : sizeAt(sketch, at) === 2 ? 'Z:' : 'z:'
    words.push(`${name}${spanAt(sketch, at)}`)
  }
  return ascii(words.join(' '))
}
