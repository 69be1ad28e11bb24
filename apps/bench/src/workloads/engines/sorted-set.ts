import type { SortedSetValue } from '@resident/storage'
import { LIMITS, STRANGER, type Subject, sink } from './subject.ts'

/** Scores are drawn from as many values as there are members. */
export const sortedSets: Subject<SortedSetValue> = {
  make(engine, elements) {
    const zset = engine.zset(LIMITS)
    for (const name of elements.names) zset.add(name, elements.position())
    return zset
  },

  operations(zset, elements) {
    const range = Math.min(10, elements.size) - 1
    return [
      {
        name: 'score',
        kind: 'read',
        run(times) {
          for (let i = 0; i < times; i++) sink.value = zset.score(elements.any())
        },
      },
      {
        name: 'add, of a member that moves',
        kind: 'write',
        run(times) {
          for (let i = 0; i < times; i++) sink.value = zset.add(elements.any(), elements.position())
        },
      },
      {
        name: 'add a new member and delete it',
        kind: 'write',
        run(times) {
          for (let i = 0; i < times; i++) {
            zset.add(STRANGER, elements.position())
            sink.value = zset.delete(STRANGER)
          }
        },
      },
      {
        name: 'rank',
        kind: 'range',
        run(times) {
          for (let i = 0; i < times; i++) sink.value = zset.rank(elements.any())
        },
      },
      {
        name: 'ten members from a score on',
        kind: 'range',
        run(times) {
          for (let i = 0; i < times; i++) {
            const start = Math.min(
              zset.countBelow(elements.position(), false),
              elements.size - 1 - range,
            )
            zset.each(start, start + range, (member) => {
              sink.value = member
            })
          }
        },
      },
    ]
  },
}
