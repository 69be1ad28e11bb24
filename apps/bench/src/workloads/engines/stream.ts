import { MAX_STREAM_ID, type StreamId, type StreamLog, streamIdOf } from '@resident/storage'
import { type Elements, LIMITS, type Subject, sink } from './subject.ts'

/** Entries of one field, with ids that rise by a millisecond. */
export const streams: Subject<StreamLog> = {
  make(engine, elements) {
    const log = engine.stream(LIMITS)
    for (let n = 1; n <= elements.size; n++) append(log, n, elements)
    return log
  },

  operations(log, elements) {
    let last = elements.size
    const any = (): StreamId => streamIdOf(last - elements.position(), 0)
    return [
      {
        name: 'get',
        kind: 'read',
        run(times) {
          for (let i = 0; i < times; i++) sink.value = log.get(any())
        },
      },
      {
        name: 'append and trim by one',
        kind: 'write',
        run(times) {
          for (let i = 0; i < times; i++) {
            append(log, ++last, elements)
            sink.value = log.trim({ keep: elements.size })
          }
        },
      },
      {
        name: 'ten entries from an id on',
        kind: 'range',
        run(times) {
          for (let i = 0; i < times; i++) {
            let left = 10
            log.each(any(), MAX_STREAM_ID, (id) => {
              sink.value = id
              return --left > 0
            })
          }
        },
      },
    ]
  },
}

function append(log: StreamLog, ms: number, elements: Elements): void {
  log.append(streamIdOf(ms, 0), [elements.names[0]!, elements.any()])
}
