import type { SetValue } from '@resident/storage'
import { LIMITS, STRANGER, type Subject, sink } from './subject.ts'

export const sets: Subject<SetValue> = {
  make(engine, elements) {
    const set = engine.set(LIMITS)
    for (const name of elements.names) set.add(name)
    return set
  },

  operations(set, elements) {
    return [
      {
        name: 'has',
        kind: 'read',
        run(times) {
          for (let i = 0; i < times; i++) sink.value = set.has(elements.any())
        },
      },
      {
        name: 'at a position by chance',
        kind: 'read',
        run(times) {
          for (let i = 0; i < times; i++) sink.value = set.at(elements.position())
        },
      },
      {
        name: 'add a new member and delete it',
        kind: 'write',
        run(times) {
          for (let i = 0; i < times; i++) {
            set.add(STRANGER)
            sink.value = set.delete(STRANGER)
          }
        },
      },
    ]
  },
}
