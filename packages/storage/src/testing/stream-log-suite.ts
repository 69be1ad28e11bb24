import { ascii, type Bytes } from '@resident/bytes'
import type { Engine } from '../engine.ts'
import {
  formatStreamId,
  MAX_STREAM_ID,
  MIN_STREAM_ID,
  nextStreamId,
  type StreamId,
  streamIdOf,
} from '../stream-id.ts'
import type { StreamLog } from '../stream-log.ts'
import { StreamNode } from '../stream-node.ts'
import { equal, equalLists, ok } from './check.ts'
import { type Dice, dice, pick } from './dice.ts'
import { promiseBytes, type Test } from './promises.ts'
import { RECORDED_STREAMS } from './recorded-streams.ts'
import { ALL_BYTES, type Limits, limits, ODD } from './samples.ts'
import { CHECKPOINT, streamScript } from './stream-script.ts'

/** An entry as one text, and a stream as the list of them. */
type Model = { readonly id: StreamId; readonly text: string }[]

export function streamLogSuite(test: Test, factory: Engine['stream']): void {
  const make = (changed: Limits = {}): StreamLog => factory(limits(changed))
  const counted = (entries: number, changed: Limits = {}): StreamLog => {
    const log = make(changed)
    for (let i = 1; i <= entries; i++) log.append(streamIdOf(i, 0), field('n', String(i)))
    return log
  }

  test('stream: appends, finds and deletes entries by id', () => {
    const log = make()
    equal(log.type, 'stream', 'type')
    equal(log.encoding, 'stream', 'encoding')
    equal(log.first, undefined, 'first when empty')
    equal(log.last, undefined, 'last when empty')
    const id = streamIdOf(5, 1)
    log.append(id, field('a', '1'))
    log.append(streamIdOf(6, 0), ['a', '2', 'b', '3'].map(ascii))
    equal(log.length, 2, 'length')
    equal(log.first, id, 'first')
    equal(log.last, streamIdOf(6, 0), 'last')
    equalLists(log.get(id) ?? [], field('a', '1'), 'get')
    equal(log.get(streamIdOf(5, 0)), undefined, 'get before the first')
    equal(log.get(streamIdOf(5, 2)), undefined, 'get between')
    equal(log.get(streamIdOf(7, 0)), undefined, 'get after the last')
    equal(log.delete(streamIdOf(5, 2)), false, 'delete of no entry')
    equal(log.delete(id), true, 'delete')
    equal(log.delete(id), false, 'delete again')
    equal(log.get(id), undefined, 'get of what is deleted')
    equal(log.first, streamIdOf(6, 0), 'first after the deletion')
    equal(log.length, 1, 'length after the deletion')
  })

  test('stream: keeps every byte, whether or not fields repeat', () => {
    const log = make()
    const odd = [...ODD, ALL_BYTES, ascii(ALL_BYTES.repeat(40))]
    for (const [i, each] of odd.entries()) log.append(streamIdOf(1, i), [each, each])
    for (const [i, each] of odd.entries()) log.append(streamIdOf(2, i), [ascii('f'), each])
    for (const [i, each] of odd.entries()) {
      equalLists(log.get(streamIdOf(1, i)) ?? [], [each, each], 'own field')
      equalLists(log.get(streamIdOf(2, i)) ?? [], [ascii('f'), each], 'field of all')
    }
  })

  test('stream: ids go up to 64 bits on both sides', () => {
    const most = (1n << 64n) - 1n
    const ids = [
      streamIdOf(0, 1),
      streamIdOf(0, most),
      streamIdOf(1, 0),
      streamIdOf(1n << 53n, (1n << 53n) + 1n),
      streamIdOf((1n << 53n) + 1n, 0),
      streamIdOf(1n << 63n, 1n << 63n),
      streamIdOf(most, 0),
      MAX_STREAM_ID,
    ]
    const log = make()
    for (const id of ids) log.append(id, field('f', formatStreamId(id)))
    equalLists(range(log, 'each', MIN_STREAM_ID, MAX_STREAM_ID), ids, 'all')
    equalLists(
      range(log, 'each', streamIdOf(1, 0), streamIdOf(1n << 63n, most)),
      ids.slice(2, 6),
      'some',
    )
    for (const id of ids) {
      equal(log.get(id)?.[1], formatStreamId(id), `get of ${formatStreamId(id)}`)
      equalLists(range(log, 'eachBackwards', id, id), [id], `range of ${formatStreamId(id)} alone`)
    }
    equal(log.last, MAX_STREAM_ID, 'last')
  })

  test('stream: a range may begin and end anywhere, runs both ways, and stops when told', () => {
    for (const entries of [1, 99, 100, 101, 1000]) {
      const log = counted(entries)
      const numbers = (direction: Direction, from: number, to: number): string =>
        range(log, direction, streamIdOf(from, 0), streamIdOf(to, 5)).map(formatStreamId).join(' ')
      const expected = Array.from({ length: entries }, (_, i) => `${i + 1}-0`)
      for (const [from, to] of [
        [0, 5000],
        [1, entries],
        [50, 150],
        [100, 101],
        [101, 101],
        [entries, 9999],
        [3, 2],
        [0, 0],
        [5000, 6000],
      ] as const) {
        const inside = expected.slice(Math.max(0, from - 1), Math.max(0, to))
        equal(numbers('each', from, to), inside.join(' '), `${from} to ${to} of ${entries}`)
        equal(
          numbers('eachBackwards', from, to),
          inside.reverse().join(' '),
          `${to} back to ${from} of ${entries}`,
        )
      }
      let visits = 0
      log.each(MIN_STREAM_ID, MAX_STREAM_ID, () => ++visits < 3)
      equal(visits, Math.min(3, entries), 'visits until told to stop')
    }
  })

  test('stream: a range skips what is deleted, at the ends of nodes too', () => {
    const log = counted(400, { streamNodeMaxEntries: 10 })
    const left: string[] = []
    for (let i = 1; i <= 400; i++) {
      if (i % 10 < 2 || (i > 100 && i <= 130))
        equal(log.delete(streamIdOf(i, 0)), true, `delete ${i}`)
      else left.push(`${i}-0`)
    }
    equal(log.length, left.length, 'length')
    equal(log.nodes, 37, 'nodes')
    const all = (direction: Direction): string[] =>
      range(log, direction, MIN_STREAM_ID, MAX_STREAM_ID).map(formatStreamId)
    equalLists(all('each'), left, 'forwards')
    equalLists(all('eachBackwards'), left.reverse(), 'backwards')
    equal(log.first, streamIdOf(2, 0), 'first')
    equal(log.last, streamIdOf(399, 0), 'last')
  })

  test('stream: reads its limits anew at each append', () => {
    const live = limits({ streamNodeMaxEntries: 3 })
    const log = factory(live)
    for (let i = 1; i <= 7; i++) log.append(streamIdOf(i, 0), field('f', 'v'))
    equal(shapes(log), '3.0 3.0 1.0', 'nodes of three')
    live.streamNodeMaxEntries = 0
    for (let i = 8; i <= 20; i++) log.append(streamIdOf(i, 0), field('f', 'v'))
    equal(shapes(log), '3.0 3.0 14.0', 'one without an end')
    live.streamNodeMaxBytes = 10
    log.append(streamIdOf(21, 0), field('f', 'v'))
    log.append(streamIdOf(22, 0), field('f', 'v'))
    equal(shapes(log), '3.0 3.0 14.0 1.0 1.0', 'one each')
  })

  test('stream: trimming takes whole nodes first, and leaves the last as it is if it may', () => {
    const trimmed = (how: (log: StreamLog) => number): string => {
      const log = counted(25, { streamNodeMaxEntries: 10 })
      return `${how(log)}: ${shapes(log)}`
    }
    equal(
      trimmed((log) => log.trim({ keep: 12 })),
      '13: 7.3 5.0',
      'to a length',
    )
    equal(
      trimmed((log) => log.trim({ keep: 12, approximate: true })),
      '10: 10.0 5.0',
      'to about a length',
    )
    equal(
      trimmed((log) => log.trim({ keep: 15, approximate: true })),
      '10: 10.0 5.0',
      'to a length of whole nodes',
    )
    equal(
      trimmed((log) => log.trim({ keep: 0 })),
      '25: ',
      'to nothing',
    )
    equal(
      trimmed((log) => log.trim({ keep: 25 })),
      '0: 10.0 10.0 5.0',
      'to what it has',
    )
    equal(
      trimmed((log) => log.trim({ keep: 0, approximate: true, limit: 19 })),
      '10: 10.0 5.0',
      'within a limit',
    )
    equal(
      trimmed((log) => log.trim({ keep: 0, approximate: true, limit: 9 })),
      '0: 10.0 10.0 5.0',
      'below a node',
    )
    equal(
      trimmed((log) => log.trim({ keep: streamIdOf(14, 0) })),
      '13: 7.3 5.0',
      'before an id',
    )
    equal(
      trimmed((log) => log.trim({ keep: streamIdOf(14, 0), approximate: true })),
      '10: 10.0 5.0',
      'about before an id',
    )
    equal(
      trimmed((log) => log.trim({ keep: streamIdOf(11, 0), approximate: true })),
      '10: 10.0 5.0',
      'before the first of a node',
    )
    equal(
      trimmed((log) => log.trim({ keep: MAX_STREAM_ID, approximate: true, limit: 20 })),
      '20: 5.0',
      'before all, within a limit',
    )
  })

  test('stream: trimming before an id can leave a node with nothing, as in Redis', () => {
    const log = counted(20, { streamNodeMaxEntries: 10 })
    log.delete(streamIdOf(10, 0))
    equal(log.trim({ keep: streamIdOf(10, 0) }), 9, 'trimmed')
    equal(shapes(log), '0.10 10.0', 'nodes')
    equal(log.first, streamIdOf(11, 0), 'first')
    equal(log.length, 10, 'length')
    for (let i = 11; i <= 20; i++) log.delete(streamIdOf(i, 0))
    equal(log.first, undefined, 'first when empty')
    equal(log.last, undefined, 'last when empty')
    equalLists(range(log, 'each', MIN_STREAM_ID, MAX_STREAM_ID), [], 'all when empty')
    log.append(streamIdOf(30, 0), field('n', '30'))
    equal(log.first, streamIdOf(30, 0), 'first when there is one again')
  })

  test('stream: a log made of the nodes of another is that other', () => {
    for (let seed = 0; seed < 6; seed++) {
      const log = make()
      for (const step of streamScript(seed)) {
        if (step.action === 'append') log.append(step.id, [...step.fields])
        else if (step.action === 'delete') log.delete(step.id)
      }
      const made = make()
      log.eachNode((node) => made.appendNode(again(node)))
      equal(shapes(made), shapes(log), 'nodes')
      equalLists(entries(made), entries(log), 'entries')
      equal(made.length, log.length, 'length')
      equal(made.bytes, log.bytes, 'bytes')
      equal(made.last, log.last, 'last')
      made.append(MAX_STREAM_ID, field('f', 'v'))
      equal(made.last, MAX_STREAM_ID, 'last after an append')
    }
  })

  test('stream: a copy and its original go their own ways, and so does a copy of the copy', () => {
    const log = counted(250)
    const copy = log.clone()
    const second = copy.clone()
    const before = entries(log)
    equalLists(entries(copy), before, 'the copy')
    copy.append(streamIdOf(300, 0), field('n', 'x'))
    copy.delete(streamIdOf(150, 0))
    copy.trim({ keep: 170 })
    equalLists(entries(log), before, 'the original, after the copy changed')
    const kept = entries(copy)
    equal(kept.length, 170, 'entries of the copy')
    log.append(streamIdOf(251, 0), field('n', 'y'))
    log.delete(streamIdOf(200, 0))
    log.trim({ keep: streamIdOf(40, 0) })
    copy.delete(streamIdOf(201, 0))
    equalLists(
      entries(copy),
      kept.filter((each) => !each.startsWith('201-0')),
      'the copy, after the original changed',
    )
    equal(
      log.get(streamIdOf(201, 0))?.[1],
      ascii('201'),
      'the original, after the copy changed again',
    )
    equalLists(entries(second), before, 'the copy of the copy, after both changed')
    equal(second.length, 250, 'length of the copy of the copy')
    equal(shapes(second), '100.0 100.0 50.0', 'its nodes')
  })

  test('stream: bytes follows what it holds', () => {
    let ms = 0
    promiseBytes(
      make,
      (log, element) => log.append(streamIdOf(++ms, 0), [element, element]),
      (log) => {
        while (log.first !== undefined) log.delete(log.first)
      },
    )
    const log = make()
    const start = log.bytes
    const filled = counted(1000)
    ok(filled.bytes > start, 'bytes when filled')
    filled.trim({ keep: 500 })
    filled.trim({ keep: 0, approximate: true })
    equal(filled.bytes, start, 'bytes when trimmed to nothing')
  })

  test('stream: has the nodes and the trimming of redis-server, entry by entry and byte by byte', () => {
    for (const [seed, recorded] of RECORDED_STREAMS.entries()) {
      playScript(factory, seed, recorded.replies.split(' ').map(Number), recorded.nodes)
    }
  })
}

function field(name: string, value: string): Bytes[] {
  return [ascii(name), ascii(value)]
}

type Direction = 'each' | 'eachBackwards'

function range(log: StreamLog, direction: Direction, from: StreamId, to: StreamId): StreamId[] {
  const seen: StreamId[] = []
  log[direction](from, to, (id) => seen.push(id) > 0)
  return seen
}

function entries(log: StreamLog): string[] {
  const seen: string[] = []
  log.each(MIN_STREAM_ID, MAX_STREAM_ID, (id, fields) => seen.push(text(id, fields)) > 0)
  return seen
}

function text(id: StreamId, fields: readonly Bytes[]): string {
  return `${formatStreamId(id)} ${fields.join(' ')}`
}

/** `entries.deleted` of each node. */
function shapes(log: StreamLog): string {
  const seen: string[] = []
  log.eachNode((node) => seen.push(`${node.entries}.${node.deleted}`))
  equal(log.nodes, seen.length, 'nodes')
  return seen.join(' ')
}

/** The node, made anew from what can be read of it. */
function again(node: StreamNode): StreamNode {
  const copy = new StreamNode(node.master, node.masterFields)
  node.eachEver((id, fields, deleted) => {
    copy.append(id, [...fields])
    if (deleted) copy.delete(id)
  })
  return copy
}

function playScript(
  factory: Engine['stream'],
  seed: number,
  replies: readonly number[],
  checkpoints: readonly string[],
): void {
  const roll = dice(seed)
  const live = limits()
  const log = factory(live)
  const start = log.bytes
  let model: Model = []
  let replied = 0
  for (const [index, step] of streamScript(seed).entries()) {
    const what = `script ${seed}, step ${index}, ${step.action}`
    if (step.action === 'limits') {
      live.streamNodeMaxBytes = step.maxBytes
      live.streamNodeMaxEntries = step.maxEntries
    } else if (step.action === 'append') {
      log.append(step.id, [...step.fields])
      model.push({ id: step.id, text: text(step.id, step.fields) })
    } else if (step.action === 'delete') {
      equal(log.delete(step.id) ? 1 : 0, replies[replied++], what)
      model = model.filter(({ id }) => id !== step.id)
    } else {
      const gone = log.trim(step)
      equal(gone, replies[replied++], what)
      model.splice(0, gone)
    }
    equal(log.length, model.length, `${what}: length`)
    equal(log.first, model[0]?.id, `${what}: first`)
    equal(log.last, model.at(-1)?.id, `${what}: last`)
    compareRange(roll, log, model, what)
    if (index % CHECKPOINT === CHECKPOINT - 1) {
      equal(
        nodes(log),
        inFull(checkpoints[(index + 1) / CHECKPOINT - 1] as string),
        `${what}: nodes`,
      )
      equalLists(
        entries(log),
        model.map((each) => each.text),
        `${what}: entries`,
      )
    }
  }
  for (const { id } of model) equal(log.delete(id), true, `script ${seed}: delete at the end`)
  // A node that trimming left with nothing goes with the next trimming.
  log.trim({ keep: MAX_STREAM_ID, approximate: true })
  equal(log.bytes, start, `script ${seed}: bytes when emptied`)
}

function compareRange(roll: Dice, log: StreamLog, model: Model, what: string): void {
  if (model.length === 0) return
  const ends = [pick(roll, model).id, pick(roll, model).id].sort()
  // Just beyond an id as often as at it.
  const from =
    roll(2) === 0 ? (ends[0] as StreamId) : (nextStreamId(ends[0] as StreamId) ?? MAX_STREAM_ID)
  const to = ends[1] as StreamId
  const inside = model.filter(({ id }) => id >= from && id <= to).map(({ id }) => id)
  const direction = roll(2) === 0 ? 'eachBackwards' : 'each'
  if (direction === 'eachBackwards') inside.reverse()
  equalLists(range(log, direction, from, to), inside, `${what}: range`)
  const asked = pick(roll, model)
  equal(text(asked.id, log.get(asked.id) ?? []), asked.text, `${what}: get`)
}

/** `entries.deleted.bytes` of each node. */
function nodes(log: StreamLog): string {
  const seen: string[] = []
  log.eachNode((node) => seen.push(`${node.entries}.${node.deleted}.${node.listpackBytes}`))
  return seen.join(' ')
}

/** `a*3 b` as `a a a b`. */
function inFull(runs: string): string {
  const expand = (run: string): string => {
    const [shape = '', times = '1'] = run.split('*')
    return Array(Number(times)).fill(shape).join(' ')
  }
  return runs.split(' ').map(expand).join(' ')
}
