import { ascii, type Bytes } from '@resident/bytes'
import { zsetStaysListpack } from '../encoding.ts'
import type { Engine } from '../engine.ts'
import type { SortedSetValue } from '../sorted-set.ts'
import { equal, equalLists } from './check.ts'
import { type Dice, dice, pick } from './dice.ts'
import { promiseAnyCursor, promiseBytes, promiseScan, type Test } from './promises.ts'
import { ALL_BYTES, anyBytes, LIMITS, type Limits, limits, ODD, words } from './samples.ts'

const SKIPLIST: Limits = { zsetMaxListpackEntries: 0 }
const BOTH: readonly Limits[] = [{}, SKIPLIST]

/** In order. */
const SCORES: readonly number[] = [
  Number.NEGATIVE_INFINITY,
  -1.7976931348623157e308,
  -9007199254740992,
  -2.5,
  -1,
  -5e-324,
  0,
  5e-324,
  0.1,
  0.2,
  0.1 + 0.2,
  1,
  1 + Number.EPSILON,
  3,
  4294967296.5,
  9007199254740992,
  1e300,
  Number.POSITIVE_INFINITY,
]

type Model = Map<Bytes, number>

export function sortedSetSuite(test: Test, factory: Engine['zset']): void {
  const make = (changed: Limits = {}): SortedSetValue => factory(limits(changed))

  test('zset: add says what became of the member, delete whether there was one', () => {
    for (const changed of Object.values(LIMITS)) {
      const zset = make(changed)
      const [a, b] = [ascii('a'), ascii('b')]
      equal(zset.type, 'zset', 'type')
      equal(zset.add(a, 1), 'added', 'add')
      equal(zset.add(a, 1), 'same', 'add again')
      equal(zset.add(a, 2), 'moved', 'add with another score')
      equal(zset.score(a), 2, 'score')
      equal(zset.score(b), undefined, 'score of no member')
      equal(zset.rank(a), 0, 'rank')
      equal(zset.rank(b), undefined, 'rank of no member')
      equal(zset.length, 1, 'length')
      equal(zset.delete(b), false, 'delete of no member')
      equal(zset.delete(a), true, 'delete')
      equal(zset.delete(a), false, 'delete again')
      equal(zset.length, 0, 'length when empty')
      equal(zset.countBelow(9, true), 0, 'count when empty')
    }
  })

  test('zset: is in the order of scores, the infinite and the tiniest too', () => {
    for (const changed of BOTH) {
      const zset = make(changed)
      const roll = dice(5)
      const left = SCORES.map((score, i) => ({ score, member: ascii(`m${(i * 7) % 20}`) }))
      while (left.length > 0) {
        const [next] = left.splice(roll(left.length), 1)
        if (next !== undefined) zset.add(next.member, next.score)
      }
      equalLists(scores(zset), SCORES, 'scores')
      for (const [i, score] of SCORES.entries()) {
        equal(zset.countBelow(score, false), i, `count below ${score}`)
        equal(zset.countBelow(score, true), i + 1, `count up to ${score}`)
      }
      equal(zset.countBelow(0.15, false), 9, 'count below a score that is not there')
    }
  })

  test('zset: members of one score are in the order of their bytes', () => {
    for (const changed of BOTH) {
      const zset = make(changed)
      const odd = [...ODD, ALL_BYTES]
      for (const member of odd) equal(zset.add(member, 7), 'added', JSON.stringify(member))
      const sorted = [...odd].sort()
      equalLists(members(zset), sorted, 'members')
      for (const [i, member] of sorted.entries()) {
        equal(zset.rank(member), i, `rank of ${JSON.stringify(member)}`)
        equal(zset.countBelowMember(member, false), i, `members below ${JSON.stringify(member)}`)
        equal(zset.countBelowMember(member, true), i + 1, `members up to ${JSON.stringify(member)}`)
      }
      const below = sorted.filter((member) => member < 'aa').length
      equal(zset.countBelowMember(ascii('aa'), false), below, 'members below one that is not there')
      equal(zset.countBelowMember(ascii('aa'), true), below, 'members up to one that is not there')
    }
  })

  test('zset: 0 and -0 are one score: 0 in a listpack, afterwards the one that came first', () => {
    const [a, b] = [ascii('a'), ascii('b')]
    const small = make()
    small.add(a, -0)
    equal(small.score(a), 0, 'score in a listpack')
    const zset = make(SKIPLIST)
    zset.add(b, -0)
    zset.add(a, 0)
    equalLists(members(zset), [a, b], 'order')
    equal(zset.score(b), -0, 'score of -0')
    equal(zset.add(b, 0), 'same', 'add of 0 to -0')
    equal(zset.add(a, -0), 'same', 'add of -0 to 0')
    equalLists(scores(zset), [0, -0], 'scores')
    equal(zset.countBelow(0, false), 0, 'count below 0')
    equal(zset.countBelow(-0, true), 2, 'count up to -0')
  })

  test('zset: visits a range of ranks in either direction, both ends included', () => {
    for (const changed of BOTH) {
      const zset = make(changed)
      for (const word of words(300)) zset.add(word, Number(word.slice(1)))
      const range = (start: number, stop: number): string => {
        const seen: string[] = []
        zset.each(start, stop, (member, score) => {
          equal(`w${score}`, String(member), 'member and score')
          seen.push(String(score))
        })
        return seen.join(' ')
      }
      equal(range(0, 0), '0', 'the first')
      equal(range(299, 299), '299', 'the last')
      equal(range(98, 102), '98 99 100 101 102', 'forwards')
      equal(range(102, 98), '102 101 100 99 98', 'backwards')
      equal(range(0, 299), words(300, '').join(' '), 'all')
      equal(range(299, 0), words(300, '').reverse().join(' '), 'all backwards')
    }
  })

  test('zset: is a listpack up to its limits, each included, and a skiplist beyond', () => {
    const changed = { zsetMaxListpackEntries: 3, zsetMaxListpackValue: 5 }
    const zset = make(changed)
    equal(zset.encoding, 'listpack', 'when empty')
    for (const member of ['a', 'b', 'five5']) zset.add(ascii(member), 1)
    equal(zset.encoding, 'listpack', 'at its limits')
    zset.add(ascii('a'), 2)
    equal(zset.encoding, 'listpack', 'at its limits, after a move')
    const long = make(changed)
    long.add(ascii('six666'), 1)
    equal(long.encoding, 'skiplist', 'with a member too long')
    zset.add(ascii('d'), 1)
    equal(zset.encoding, 'skiplist', 'with a member too many')
    for (const member of ['a', 'b', 'd']) zset.delete(ascii(member))
    equal(zset.encoding, 'skiplist', 'when small again')
    equal(zset.clone().encoding, 'skiplist', 'of a copy')
  })

  test('zset: reads its limits anew when a member is added', () => {
    const live = limits()
    const zset = factory(live)
    for (const word of words(5)) zset.add(word, 1)
    live.zsetMaxListpackEntries = 2
    zset.add(ascii('w1'), 5)
    zset.delete(ascii('w4'))
    equal(zset.encoding, 'listpack', 'after a move and a deletion')
    zset.add(ascii('w5'), 1)
    equal(zset.encoding, 'skiplist', 'after an addition')
    equalLists(members(zset), ['w0', 'w2', 'w3', 'w5', 'w1'].map(ascii), 'members')
  })

  test('zset: a scan of a listpack gives all at once from any cursor, in order', () => {
    const zset = make()
    for (const word of words(50)) zset.add(word, 100 - Number(word.slice(1)))
    for (const cursor of [0, 1, 25, 2 ** 40]) {
      const seen: Bytes[] = []
      equal(
        zset.scan(cursor, 1, (member) => seen.push(member)),
        0,
        'cursor',
      )
      equalLists(seen, members(zset), `from cursor ${cursor}`)
    }
  })

  test('zset: a scan misses no member that is there all the time, though scores change', () => {
    promiseScan(() => {
      const zset = make(SKIPLIST)
      const roll = dice(1)
      return {
        put: (member) => zset.add(member, roll(50)),
        delete: (member) => zset.delete(member),
        scan: (cursor, count, visit) =>
          zset.scan(cursor, count, (member, score) => {
            equal<number | undefined>(score, zset.score(member), 'score seen by scan')
            visit(member)
          }),
      }
    })
  })

  test('zset: a scan from any cursor ends', () => {
    const zset = make(SKIPLIST)
    promiseAnyCursor({
      put: (member) => zset.add(member, 1),
      delete: (member) => zset.delete(member),
      scan: (cursor, count, visit) => zset.scan(cursor, count, visit),
    })
  })

  test('zset: a copy and its original go their own ways, and so does a copy of the copy', () => {
    for (const changed of BOTH) {
      for (const size of [3, 40, 3000]) {
        const zset = make(changed)
        for (const word of words(size)) zset.add(word, word.length)
        const copy = zset.clone()
        const second = copy.clone()
        const before = pairs(zset)
        equalLists(pairs(copy), before, 'the copy')
        for (const word of words(size)) if (word.endsWith('1')) copy.add(word, -1)
        copy.delete(ascii('w2'))
        copy.add(ascii('more'), 0)
        equalLists(pairs(zset), before, 'the original, after the copy changed')
        const kept = pairs(copy)
        for (const word of words(size)) if (word.endsWith('0')) zset.delete(word)
        zset.add(ascii('w1'), 99)
        equalLists(pairs(copy), kept, 'the copy, after the original changed')
        equalLists(pairs(second), before, 'the copy of the copy, after both changed')
        equal(copy.rank(ascii('more')), copy.countBelow(0, false), 'rank in the copy')
      }
    }
  })

  test('zset: bytes follows what it holds', () => {
    for (const changed of Object.values(LIMITS)) {
      promiseBytes(
        () => make(changed),
        (zset, element) => zset.add(element, element.length / 3),
        (zset) => {
          for (const member of members(zset)) zset.delete(member)
        },
      )
      const zset = make(changed)
      for (const word of words(30)) zset.add(word, 1)
      const before = zset.bytes
      zset.add(ascii('w1'), 0.1)
      zset.add(ascii('w1'), 1)
      equal(zset.bytes, before, 'bytes after a score has gone and come back')
    }
  })

  for (const [name, changed] of Object.entries(LIMITS)) {
    test(`zset: does what a sorted array would, whatever it is asked, with ${name}`, () => {
      for (let seed = 0; seed < 4; seed++) playAtModel(make, changed, seed)
    })
  }

  test('zset: ranks are right among thousands, while they come, move and go', () => {
    playAmongMany(make())
  })
}

function pairs(zset: SortedSetValue): string[] {
  const seen: string[] = []
  if (zset.length > 0) {
    zset.each(0, zset.length - 1, (member, score) => seen.push(`${member}=${score}`))
  }
  return seen
}

function members(zset: SortedSetValue): Bytes[] {
  const seen: Bytes[] = []
  if (zset.length > 0) zset.each(0, zset.length - 1, (member) => seen.push(member))
  return seen
}

function scores(zset: SortedSetValue): number[] {
  const seen: number[] = []
  if (zset.length > 0) zset.each(0, zset.length - 1, (_, score) => seen.push(score))
  return seen
}

/** Few scores, so that many are tied. */
function anyScore(roll: Dice): number {
  return roll(3) === 0 ? pick(roll, SCORES) : roll(12) - 6
}

function inOrder(model: Model): [member: Bytes, score: number][] {
  return [...model].sort(([a, x], [b, y]) => (x < y || (x === y && a < b) ? -1 : 1))
}

function playAtModel(
  make: (changed: Limits) => SortedSetValue,
  changed: Limits,
  seed: number,
): void {
  const roll = dice(seed)
  const zset = make(changed)
  const start = zset.bytes
  const model: Model = new Map()
  const rule = limits(changed)
  let encoding = 'listpack'
  for (let step = 0; step < 1000; step++) {
    const member = anyBytes(roll, 150)
    if (roll(5) < (Math.floor(step / 250) % 2 === 0 ? 4 : 1)) {
      const score = anyScore(roll)
      const old = model.get(member)
      const expected = old === undefined ? 'added' : old === score ? 'same' : 'moved'
      equal(zset.add(member, score), expected, `step ${step}: add`)
      if (expected !== 'same') model.set(member, score)
      if (!zsetStaysListpack(rule, model.size, member) && expected === 'added')
        encoding = 'skiplist'
    } else {
      equal(zset.delete(member), model.delete(member), `step ${step}: delete`)
    }
    equal(zset.length, model.size, `step ${step}: length`)
    equal<string>(zset.encoding, encoding, `step ${step}: encoding`)
    // Not at each step, so that changes can gather.
    if (roll(4) === 0) compareWithModel(roll, zset, model, `step ${step}`)
  }
  compareWithModel(roll, zset.clone(), model, 'the copy at the end')
  for (const member of model.keys()) equal(zset.delete(member), true, 'delete at the end')
  equal(zset.bytes, start, 'bytes when emptied')
}

function compareWithModel(roll: Dice, zset: SortedSetValue, model: Model, what: string): void {
  const sorted = inOrder(model)
  const asked = anyBytes(roll, 150)
  const score = anyScore(roll)
  equal(zset.score(asked), model.get(asked), `${what}: score`)
  const rank = sorted.findIndex(([member]) => member === asked)
  equal(zset.rank(asked), rank === -1 ? undefined : rank, `${what}: rank`)
  const below = sorted.filter((each) => each[1] < score).length
  const upTo = sorted.filter((each) => each[1] <= score).length
  equal(zset.countBelow(score, false), below, `${what}: count below ${score}`)
  equal(zset.countBelow(score, true), upTo, `${what}: count up to ${score}`)
  if (sorted.length === 0) return
  const [start, stop] = [roll(sorted.length), roll(sorted.length)]
  const seen: Bytes[] = []
  zset.each(start, stop, (member, at) => {
    equal<number | undefined>(at, model.get(member), `${what}: score of ${member}`)
    seen.push(member)
  })
  const names = sorted.map(([member]) => member)
  const expected =
    start <= stop ? names.slice(start, stop + 1) : names.slice(stop, start + 1).reverse()
  equalLists(seen, expected, `${what}: ranks ${start} to ${stop}`)
}

function playAmongMany(zset: SortedSetValue): void {
  const roll = dice(11)
  const score = new Map<Bytes, number>()
  const put = (member: Bytes): void => {
    const next = roll(1000)
    zset.add(member, next)
    score.set(member, next)
  }
  const all = words(4000)
  for (const member of all) put(member)
  for (let turn = 0; turn < 6; turn++) {
    for (let i = 0; i < 1500; i++) {
      const member = pick(roll, all)
      if (roll(3) === 0) equal(zset.delete(member), score.delete(member), 'delete')
      else put(member)
    }
    const sorted = inOrder(score)
    equalLists(
      members(zset),
      sorted.map(([member]) => member),
      `members, turn ${turn}`,
    )
    for (let rank = 0; rank < sorted.length; rank += 1 + roll(20)) {
      const [member, at] = sorted[rank] as [Bytes, number]
      equal(zset.rank(member), rank, `rank, turn ${turn}`)
      const below = sorted.findIndex((each) => each[1] === at)
      equal(zset.countBelow(at, false), below, `count below, turn ${turn}`)
    }
  }
}
