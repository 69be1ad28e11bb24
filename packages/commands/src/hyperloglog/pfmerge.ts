import * as arg from '../args/index.ts'
import { type Command, keyAt, keysFrom } from '../command.ts'
import { forgetCardinality, isDense, sketchIn } from './layout.ts'
import { mergeInto, noRegisters, packed } from './registers.ts'
import { SparseRegisters } from './sparse-registers.ts'
import { openSketch, replaceSketch } from './stored-sketch.ts'

/** PFMERGE destkey [sourcekey [sourcekey ...]] */
export const pfmerge: Command = {
  name: 'pfmerge',
  arity: -2,
  flags: ['write', 'denyoom'],
  keys: [keyAt(1, 'RW', 'access', 'insert'), keysFrom(2, -1, 1, 'RO', 'access')],

  run({ db, server }, argv, reply) {
    const registers = noRegisters()
    let anyDense = false
    // The destination is one of the sources.
    for (let i = 1; i < argv.length; i++) {
      const held = db.read(arg.key(argv, i), 'string')
      if (held === undefined) continue
      const sketch = sketchIn(held)
      anyDense ||= isDense(sketch)
      mergeInto(registers, sketch)
    }
    const key = arg.key(argv, 1)
    const before = openSketch(db, key, db.write(key, 'string')).view()
    const sparse = anyDense
      ? undefined
      : raisedTo(registers, before, server.config.hllSparseMaxBytes)
    forgetCardinality(replaceSketch(db, key, sparse ?? packed(before, registers)))
    db.modified(key, 'pfadd')
    reply.status('OK')
  },
}

/** The sparse HyperLogLog raised to these registers one by one; `undefined` if that makes it too large. */
function raisedTo(
  registers: Uint8Array,
  sketch: Uint8Array,
  mostBytes: number,
): Uint8Array | undefined {
  const sparse = new SparseRegisters(sketch)
  for (let i = 0; i < registers.length; i++) {
    const count = registers[i]!
    if (count > 0 && sparse.raise(i, count, mostBytes) === 'full') return undefined
  }
  return sparse.view
}
