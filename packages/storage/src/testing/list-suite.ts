import { ascii, type Bytes } from '@resident/bytes'
import type { Engine } from '../engine.ts'
import type { ListValue } from '../list.ts'
import { equal, equalLists, ok } from './check.ts'
import { type Dice, dice } from './dice.ts'
import { promiseBytes, type Test } from './promises.ts'
import { ALL_BYTES, anyBytes, limits, ODD, words } from './samples.ts'

export function listSuite(test: Test, factory: Engine['list']): void {
  const make = (): ListValue => factory(limits())
  const of = (...elements: string[]): ListValue => {
    const list = make()
    for (const element of elements) list.push('tail', ascii(element))
    return list
  }

  test('list: is a quicklist, empty or full', () => {
    const list = make()
    equal(list.type, 'list', 'type')
    equal(list.encoding, 'quicklist', 'encoding when empty')
    for (const word of words(1000)) list.push('tail', word)
    equal(list.encoding, 'quicklist', 'encoding when full')
  })

  test('list: pushes and pops at both ends', () => {
    const list = of('b')
    list.push('head', ascii('a'))
    list.push('tail', ascii('c'))
    equalLists(all(list), [ascii('a'), ascii('b'), ascii('c')], 'after three pushes')
    equal(list.pop('head'), ascii('a'), 'pop from the head')
    equal(list.pop('tail'), ascii('c'), 'pop from the tail')
    equal(list.pop('tail'), ascii('b'), 'pop of the last')
    equal(list.pop('head'), undefined, 'pop when empty')
    equal(list.length, 0, 'length when empty')
  })

  test('list: keeps every byte, and an empty element', () => {
    const list = of(...ODD, ALL_BYTES, ALL_BYTES.repeat(100))
    equalLists(all(list), [...ODD, ALL_BYTES, ascii(ALL_BYTES.repeat(100))], 'elements')
  })

  test('list: inserts before the element at an index, and at the end', () => {
    const list = of('b', 'd')
    list.insert(0, ascii('a'))
    list.insert(2, ascii('c'))
    list.insert(4, ascii('e'))
    equalLists(all(list), 'abcde'.split('').map(ascii), 'elements')
  })

  test('list: replaces one element', () => {
    const list = of('a', 'b', 'c')
    list.replace(0, ascii('x'))
    list.replace(2, ascii('z'))
    equalLists(all(list), 'xbz'.split('').map(ascii), 'elements')
  })

  test('list: remove counts from the end it is told', () => {
    const elements = ['a', 'b', 'a', 'c', 'a']
    const left = (limit: number, from: 'head' | 'tail'): string => {
      const list = of(...elements)
      const removed = list.remove(ascii('a'), limit, from)
      equal(removed, Math.min(limit, 3), `remove ${limit} from the ${from}`)
      return all(list).join('')
    }
    equal(left(1, 'head'), 'baca', 'one from the head')
    equal(left(2, 'head'), 'bca', 'two from the head')
    equal(left(1, 'tail'), 'abac', 'one from the tail')
    equal(left(2, 'tail'), 'abc', 'two from the tail')
    equal(left(9, 'tail'), 'bc', 'all')
    equal(of(...elements).remove(ascii('x'), 9, 'head'), 0, 'remove of what is not there')
  })

  test('list: trim keeps both of its ends', () => {
    for (const [start, stop] of [
      [0, 4],
      [1, 3],
      [0, 0],
      [4, 4],
      [2, 2],
      [0, 3],
      [1, 4],
    ] as const) {
      const list = of('a', 'b', 'c', 'd', 'e')
      list.trim(start, stop)
      equal(all(list).join(''), 'abcde'.slice(start, stop + 1), `trim ${start} ${stop}`)
    }
  })

  test('list: visits a range in either direction, both ends included', () => {
    const list = of('a', 'b', 'c', 'd')
    const seen: Bytes[] = []
    list.each(1, 2, (element) => seen.push(element))
    list.each(3, 1, (element) => seen.push(element))
    list.each(2, 2, (element) => seen.push(element))
    equal(seen.join(''), 'bcdcbc', 'visited')
  })

  test('list: a queue of many stays a queue while it moves on', () => {
    const list = make()
    const queue = words(5000)
    for (const word of queue) list.push('tail', word)
    for (const word of queue) {
      equal(list.pop('head'), word, 'pop')
      list.push('tail', word)
    }
    equalLists(all(list), queue, 'after one turn')
  })

  test('list: a copy and its original go their own ways', () => {
    const list = of('a', 'b')
    const copy = list.clone()
    list.replace(0, ascii('x'))
    list.push('tail', ascii('y'))
    copy.push('head', ascii('z'))
    equal(all(list).join(''), 'xby', 'the original')
    equal(all(copy).join(''), 'zab', 'the copy')
  })

  test('list: bytes follows what it holds', () => {
    promiseBytes(
      make,
      (list, element) => list.push('tail', element),
      (list) => {
        while (list.length > 0) list.pop('head')
      },
    )
    const list = of('a', 'b', 'c', 'b')
    const before = list.bytes
    list.push('head', ascii('x'.repeat(50)))
    ok(list.bytes > before, 'bytes after a push')
    list.replace(0, ascii('b'))
    list.trim(1, 4)
    equal(list.bytes, before, 'bytes after trim')
    list.insert(2, ascii('y'.repeat(99)))
    equal(list.remove(ascii('y'.repeat(99)), 0x7fffffff, 'tail'), 1, 'remove')
    equal(list.bytes, before, 'bytes after remove')
  })

  test('list: does what an array would, whatever it is asked', () => {
    for (let seed = 0; seed < 6; seed++) playAtModel(make(), seed)
  })
}

function all(list: ListValue): Bytes[] {
  const seen: Bytes[] = []
  if (list.length > 0) list.each(0, list.length - 1, (element) => seen.push(element))
  return seen
}

function playAtModel(list: ListValue, seed: number): void {
  const roll = dice(seed)
  const start = list.bytes
  const model: Bytes[] = []
  for (let step = 0; step < 1500; step++) {
    // It grows for a while, then shrinks, so that all sizes are met.
    const growing = Math.floor(step / 250) % 2 === 0
    change(roll, list, model, growing)
    equal(list.length, model.length, `step ${step}: length`)
    if (model.length === 0) continue
    const index = roll(model.length)
    equal(list.at(index), model[index], `step ${step}: at ${index}`)
    if (step % 10 === 0) equalLists(all(list), model, `step ${step}`)
  }
  equalLists(all(list.clone()), model, 'the copy at the end')
  while (list.length > 0) equal(list.pop('tail'), model.pop(), 'pop at the end')
  equal(list.bytes, start, 'bytes when emptied')
}

function change(roll: Dice, list: ListValue, model: Bytes[], growing: boolean): void {
  const element = anyBytes(roll, 12)
  const index = roll(model.length + 1)
  const action = roll(10)
  if (action < (growing ? 3 : 1)) {
    list.push('tail', element)
    model.push(element)
  } else if (action < (growing ? 6 : 2)) {
    list.push('head', element)
    model.unshift(element)
  } else if (action === 6) {
    equal(list.pop('head'), model.shift(), 'pop from the head')
  } else if (action === 7) {
    list.insert(index, element)
    model.splice(index, 0, element)
  } else if (action === 8) {
    removeFromBoth(roll, list, model, element)
  } else if (model.length > 0) {
    if (roll(20) === 0) {
      const start = roll(1 + Math.min(5, model.length - 1))
      const stop = Math.max(start, model.length - 1 - roll(5))
      list.trim(start, stop)
      model.splice(stop + 1)
      model.splice(0, start)
    } else if (index < model.length && growing) {
      list.replace(index, element)
      model[index] = element
    } else equal(list.pop('tail'), model.pop(), 'pop from the tail')
  }
}

function removeFromBoth(roll: Dice, list: ListValue, model: Bytes[], element: Bytes): void {
  const from = roll(2) === 0 ? 'head' : 'tail'
  const limit = 1 + roll(3)
  let removed = 0
  while (removed < limit) {
    const place = from === 'head' ? model.indexOf(element) : model.lastIndexOf(element)
    if (place === -1) break
    model.splice(place, 1)
    removed++
  }
  equal(list.remove(element, limit, from), removed, `remove from the ${from}`)
}
