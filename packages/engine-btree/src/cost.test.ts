import { strict as assert } from 'node:assert'
import { ascii, type Bytes } from '@resident/bytes'
import { defaultLimits, MAX_STREAM_ID, streamIdOf } from '@resident/storage'
import { describe, test } from 'vitest'
import { BTree, NODE_SIZE } from './b-tree.ts'
import { TreeSortedSet } from './tree-sorted-set.ts'
import { TreeStreamLog } from './tree-stream-log.ts'

// Time says little on a busy machine, so these tests count: comparisons, and
// nodes looked at. At 1,000,000 neither may be more than four times what it is
// at 1,000, in the mean over many draws.

const FEW = 1000
const MANY = 1_000_000
const DRAWS = 300

type Compare = (a: never, b: never) => number

/** sorted-btree's nodes; every look at one goes through these. */
interface NodeMethods {
  indexOf(key: unknown, failXor: number, compare: Compare): number
  size(): number
}

let comparisons = 0
let visits = 0

/** Has all nodes of sorted-btree count, from now on; returns what undoes it. */
function countAll(): () => void {
  const tree = new BTree<number, undefined>(undefined, undefined, NODE_SIZE)
  const rootOf = (): object => (tree as unknown as { _root: object })._root
  const leaf = Object.getPrototypeOf(rootOf()) as NodeMethods
  for (let i = 0; i <= NODE_SIZE; i++) tree.set(i, undefined)
  const inner = Object.getPrototypeOf(rootOf()) as NodeMethods
  const { indexOf, size } = leaf
  const innerSize = inner.size

  leaf.indexOf = function (key, failXor, compare) {
    const counting: Compare = (a, b) => {
      comparisons++
      return compare(a, b)
    }
    return indexOf.call(this, key, failXor, counting)
  }
  leaf.size = function () {
    visits++
    return size.call(this)
  }
  inner.size = function () {
    visits++
    return innerSize.call(this)
  }
  return () => {
    Object.assign(leaf, { indexOf, size })
    inner.size = innerSize
  }
}

let state = 1
function roll(sides: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return Math.floor((state / 4294967296) * sides)
}

/** Comparisons and visits of an action, in the mean over the draws. */
function cost(action: (draw: number) => void): { comparisons: number; visits: number } {
  const stop = countAll()
  comparisons = 0
  visits = 0
  for (let draw = 0; draw < DRAWS; draw++) action(draw)
  stop()
  return { comparisons: comparisons / DRAWS, visits: visits / DRAWS }
}

/** Plays each action at the small value and at the large one. */
function compareCosts<V>(
  few: V,
  many: V,
  actions: Record<string, (value: V, size: number) => (draw: number) => void>,
): void {
  for (const [name, action] of Object.entries(actions)) {
    test(`${name} costs at a million at most four times what it costs at a thousand`, () => {
      const atFew = cost(action(few, FEW))
      const atMany = cost(action(many, MANY))
      assert.ok(atMany.comparisons + atMany.visits > 0, 'something is counted')
      assert.ok(
        atMany.comparisons <= 4 * atFew.comparisons,
        `comparisons: ${atFew.comparisons}, ${atMany.comparisons}`,
      )
      assert.ok(
        atMany.visits <= 4 * Math.max(1, atFew.visits),
        `visits: ${atFew.visits}, ${atMany.visits}`,
      )
    })
  }
}

describe('a sorted set on a tree', () => {
  const make = (size: number): TreeSortedSet => {
    const zset = new TreeSortedSet(defaultLimits())
    // A million in an order that is far from sorted, and the same each time.
    for (let i = 0; i < size; i++) zset.add(ascii(`m${i}`), (i * 7919) % size)
    return zset
  }
  const any = (size: number): Bytes => ascii(`m${roll(size)}`)
  const nothing = (): void => {}

  compareCosts(make(FEW), make(MANY), {
    'adding a member': (zset, size) => (draw) => zset.add(ascii(`new${draw}`), roll(size)),
    'moving a member': (zset, size) => () => zset.add(any(size), roll(size) + 0.5),
    'a rank': (zset, size) => () => zset.rank(any(size)),
    'ten members by rank': (zset, size) => () => {
      const start = roll(size - 10)
      zset.each(start, start + 9, nothing)
    },
    'ten members by rank, backwards': (zset, size) => () => {
      const start = 9 + roll(size - 10)
      zset.each(start, start - 9, nothing)
    },
    'a count below a score': (zset, size) => () => zset.countBelow(roll(size), true),
    'deleting ten members by rank': (zset) => () => {
      const start = roll(zset.length - 10)
      const range: Bytes[] = []
      zset.each(start, start + 9, (member) => range.push(member))
      for (const member of range) zset.delete(member)
      for (const member of range) zset.add(member, roll(1000))
    },
  })
})

describe('a stream on a tree', () => {
  const make = (size: number): TreeStreamLog => {
    // Nodes of ten, so that there are many.
    const log = new TreeStreamLog({ ...defaultLimits(), streamNodeMaxEntries: 10 })
    for (let i = 0; i < size; i++) log.append(streamIdOf(i, 1), [ascii('f'), ascii('v')])
    return log
  }

  compareCosts(make(FEW), make(MANY), {
    'appending an entry': (log, size) => (draw) =>
      log.append(streamIdOf(size + draw, 1), [ascii('f'), ascii('v')]),
    'finding an entry': (log, size) => () => log.get(streamIdOf(roll(size), 1)),
    'ten entries from an id': (log, size) => () => {
      let left = 10
      log.each(streamIdOf(roll(size), 0), MAX_STREAM_ID, () => --left > 0)
    },
    'the last ten entries before an id': (log, size) => () => {
      let left = 10
      log.eachBackwards(streamIdOf(0, 0), streamIdOf(roll(size), 0), () => --left > 0)
    },
    'deleting an entry': (log, size) => () => log.delete(streamIdOf(roll(size), 1)),
    'trimming by one': (log) => () => log.trim({ keep: log.length - 1 }),
  })
})
