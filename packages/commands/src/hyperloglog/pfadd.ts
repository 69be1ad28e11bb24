import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { Adder } from './adder.ts'
import { forgetCardinality } from './layout.ts'
import { openSketch } from './stored-sketch.ts'

/** PFADD key [element [element ...]] */
export const pfadd: Command = {
  name: 'pfadd',
  arity: -2,
  flags: ['write', 'denyoom', 'fast'],
  keys: firstKey('RW', 'insert'),

  run({ db, server }, argv, reply) {
    const key = arg.key(argv, 1)
    const held = db.write(key, 'string')
    const string = openSketch(db, key, held)
    if (held === undefined) forgetCardinality(string)
    const adder = new Adder(db, key, string, server.config.hllSparseMaxBytes)
    try {
      for (let i = 2; i < argv.length; i++) adder.add(arg.bytes(argv, i))
    } finally {
      adder.settle()
    }
    const changes = adder.raised + (held === undefined ? 1 : 0)
    if (changes > 0) db.modified(key, 'pfadd', changes)
    reply.integer(changes > 0 ? 1 : 0)
  },
}
