import type { ListEnd, ListValue } from '@resident/storage'
import { LIMITS, type Subject, sink } from './subject.ts'

export const lists: Subject<ListValue> = {
  make(engine, elements) {
    const list = engine.list(LIMITS)
    for (const name of elements.names) list.push('tail', name)
    return list
  },

  operations(list, elements) {
    const turn = (pushed: ListEnd, popped: ListEnd) => (times: number) => {
      for (let i = 0; i < times; i++) {
        list.push(pushed, elements.any())
        sink.value = list.pop(popped)
      }
    }
    const range = Math.min(10, elements.size) - 1
    return [
      { name: 'push, pop at one end', kind: 'write', run: turn('head', 'head') },
      { name: 'push, pop as a queue', kind: 'write', run: turn('head', 'tail') },
      {
        name: 'at an index',
        kind: 'read',
        run(times) {
          for (let i = 0; i < times; i++) sink.value = list.at(elements.position())
        },
      },
      {
        name: 'ten elements',
        kind: 'range',
        run(times) {
          for (let i = 0; i < times; i++) {
            const start = Math.min(elements.position(), elements.size - 1 - range)
            list.each(start, start + range, (element) => {
              sink.value = element
            })
          }
        },
      },
    ]
  },
}
