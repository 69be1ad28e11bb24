import type { HashValue } from '@resident/storage'
import { LIMITS, STRANGER, type Subject, sink } from './subject.ts'

export const hashes: Subject<HashValue> = {
  make(engine, elements) {
    const hash = engine.hash(LIMITS)
    for (const name of elements.names) hash.set(name, name)
    return hash
  },

  operations(hash, elements) {
    return [
      {
        name: 'get',
        kind: 'read',
        run(times) {
          for (let i = 0; i < times; i++) sink.value = hash.get(elements.any())
        },
      },
      {
        name: 'set, of a field that is there',
        kind: 'write',
        run(times) {
          for (let i = 0; i < times; i++) sink.value = hash.set(elements.any(), elements.any())
        },
      },
      {
        name: 'set a new field and delete it',
        kind: 'write',
        run(times) {
          for (let i = 0; i < times; i++) {
            hash.set(STRANGER, STRANGER)
            sink.value = hash.delete(STRANGER)
          }
        },
      },
    ]
  },
}
