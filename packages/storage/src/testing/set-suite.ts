import { ascii, type Bytes } from '@resident/bytes'
import { setStaysIntset } from '../encoding.ts'
import type { Engine } from '../engine.ts'
import type { SetValue } from '../set.ts'
import { equal, equalLists } from './check.ts'
import { type Dice, dice, pick } from './dice.ts'
import { promiseAnyCursor, promiseBytes, promiseScan, type Test } from './promises.ts'
import {
  ALL_BYTES,
  anyBytes,
  INTEGERS,
  LIMITS,
  type Limits,
  limits,
  NO_INTEGERS,
  ODD,
  words,
} from './samples.ts'

export function setSuite(test: Test, factory: Engine['set']): void {
  const make = (changed: Limits = {}): SetValue => factory(limits(changed))

  test('set: add says whether the member is new, delete whether there was one', () => {
    for (const member of [ascii('member'), ascii('12')]) {
      for (const changed of Object.values(LIMITS)) {
        const set = make(changed)
        equal(set.type, 'set', 'type')
        equal(set.add(member), true, 'add of a new member')
        equal(set.add(member), false, 'add of a member that is there')
        equal(set.has(member), true, 'has')
        equal(set.has(ascii('13')), false, 'has of no member')
        equal(set.has(ascii('other')), false, 'has of no member')
        equal(set.length, 1, 'length')
        equal(set.delete(ascii('13')), false, 'delete of no member')
        equal(set.delete(ascii('other')), false, 'delete of no member')
        equal(set.delete(member), true, 'delete')
        equal(set.delete(member), false, 'delete again')
        equal(set.length, 0, 'length when empty')
      }
    }
  })

  test('set: keeps every byte, and tells apart what only looks alike', () => {
    const set = make()
    for (const odd of [...ODD, ALL_BYTES])
      equal(set.add(odd), true, `add of ${JSON.stringify(odd)}`)
    for (const odd of [...ODD, ALL_BYTES]) equal(set.has(odd), true, `has ${JSON.stringify(odd)}`)
    equalLists(members(set).sort(), [...ODD, ALL_BYTES].sort(), 'members')
  })

  test('set: an intset has room for the widest member that there ever was', () => {
    const set = make()
    for (const [member, width] of [
      ['-32768', 2],
      ['32767', 2],
      ['32768', 4],
      ['-2147483648', 4],
      ['2147483648', 8],
      ['1', 8],
    ] as const) {
      set.add(ascii(member))
      equal(set.intsetWidth, width, `width with ${member}`)
    }
    for (const member of members(set)) set.delete(member)
    equal(set.intsetWidth, 8, 'width when empty')
    equal(set.clone().intsetWidth, 8, 'width of a copy')
    const other = make()
    other.widen(4)
    other.widen(2)
    equal(other.intsetWidth, 4, 'width after widen')
  })

  test('set: an intset is in numeric order over all 64 bits', () => {
    const mixed = dice(3)
    for (let turn = 0; turn < 20; turn++) {
      const set = make()
      const left = [...INTEGERS]
      while (left.length > 0) equal(set.add(takeOne(mixed, left)), true, 'add')
      equal(set.encoding, 'intset', 'encoding')
      equalLists(members(set), INTEGERS, 'order by each')
      equalLists(positions(set), INTEGERS, 'order by position')
      for (const integer of INTEGERS) equal(set.has(integer), true, `has ${integer}`)
      for (const other of NO_INTEGERS) equal(set.has(other), false, `has ${other}`)
    }
  })

  test('set: is an intset while all are integers and not too many', () => {
    equal(make().encoding, 'intset', 'when empty')
    for (const other of NO_INTEGERS) {
      const set = make()
      set.add(ascii('1'))
      equal(set.add(other), true, `add of ${JSON.stringify(other)}`)
      equal(set.encoding, 'hashtable', `with ${JSON.stringify(other)}`)
      equalLists(members(set).sort(), [ascii('1'), other].sort(), 'members')
    }
    const set = make({ setMaxIntsetEntries: 3 })
    for (const integer of ['1', '2', '3']) set.add(ascii(integer))
    equal(set.encoding, 'intset', 'at its limit')
    set.add(ascii('3'))
    equal(set.encoding, 'intset', 'at its limit, after adding what is there')
    set.add(ascii('4'))
    equal(set.encoding, 'hashtable', 'beyond its limit')
    for (const integer of ['1', '2', '3']) set.delete(ascii(integer))
    equal(set.encoding, 'hashtable', 'when small again')
    equal(set.clone().encoding, 'hashtable', 'of a copy')
  })

  test('set: reads its limit anew at each add', () => {
    const live = limits()
    const set = factory(live)
    for (const integer of ['5', '4', '3', '2']) set.add(ascii(integer))
    live.setMaxIntsetEntries = 2
    set.delete(ascii('2'))
    set.add(ascii('3'))
    equal(set.encoding, 'intset', 'after adding what is there')
    set.add(ascii('9'))
    equal(set.encoding, 'hashtable', 'after adding another')
    equalLists(members(set).sort(), ['3', '4', '5', '9'].map(ascii), 'members')
  })

  test('set: positions and each tell one story, and the same until it changes', () => {
    for (const kind of ['', 'w']) {
      const set = make({ setMaxIntsetEntries: 60 })
      for (const word of words(100, kind)) set.add(word)
      for (const word of words(50, kind)) if (word.endsWith('3')) set.delete(word)
      const order = members(set)
      equal(order.length, 95, 'length')
      equalLists(positions(set), order, 'by position')
      equalLists(members(set), order, 'by each, again')
    }
  })

  test('set: a scan of an intset gives all at once from any cursor, in order', () => {
    const set = make()
    for (const integer of INTEGERS) set.add(integer)
    for (const cursor of [0, 1, 5, 2 ** 40]) {
      const seen: Bytes[] = []
      equal(
        set.scan(cursor, 1, (member) => seen.push(member)),
        0,
        'cursor',
      )
      equalLists(seen, INTEGERS, `from cursor ${cursor}`)
    }
  })

  test('set: a scan misses no member that is there all the time', () => {
    promiseScan(() => {
      const set = make()
      set.add(ascii('no integer'))
      set.delete(ascii('no integer'))
      return {
        put: (member) => set.add(member),
        delete: (member) => set.delete(member),
        scan: (cursor, count, visit) => set.scan(cursor, count, visit),
      }
    })
  })

  test('set: a scan from any cursor ends', () => {
    const set = make()
    promiseAnyCursor({
      put: (member) => set.add(member),
      delete: (member) => set.delete(member),
      scan: (cursor, count, visit) => set.scan(cursor, count, visit),
    })
  })

  test('set: a copy and its original go their own ways', () => {
    for (const [kind, size] of [
      ['', 40],
      ['w', 40],
      ['w', 3000],
    ] as const) {
      const set = make()
      for (const word of words(size, kind)) set.add(word)
      const copy = set.clone()
      const before = members(set)
      equalLists(members(copy), before, 'the copy')
      copy.delete(ascii(`${kind}2`))
      copy.add(ascii('more'))
      equalLists(members(set), before, 'the original, after the copy changed')
      const kept = members(copy)
      set.delete(ascii(`${kind}3`))
      set.add(ascii(`${kind}7777`))
      equalLists(members(copy), kept, 'the copy, after the original changed')
    }
  })

  test('set: bytes follows what it holds', () => {
    const empty = (set: SetValue): void => {
      while (set.length > 0) set.delete(set.at(0))
    }
    for (const changed of Object.values(LIMITS)) {
      promiseBytes(
        () => make(changed),
        (set, element) => set.add(element),
        empty,
      )
      const set = make(changed)
      const start = set.bytes
      for (const integer of words(40, '1')) set.add(integer)
      empty(set)
      equal(set.bytes, start, 'bytes when integers have come and gone')
    }
  })

  for (const [name, changed] of Object.entries(LIMITS)) {
    test(`set: does what a Set would, whatever it is asked, with ${name}`, () => {
      for (let seed = 0; seed < 6; seed++) playAtModel(make, changed, seed)
    })
  }
}

function members(set: SetValue): Bytes[] {
  const seen: Bytes[] = []
  set.each((member) => seen.push(member))
  return seen
}

function positions(set: SetValue): Bytes[] {
  return Array.from({ length: set.length }, (_, position) => set.at(position))
}

function takeOne(roll: Dice, from: Bytes[]): Bytes {
  return from.splice(roll(from.length), 1)[0] as Bytes
}

/** Integers only, on even seeds. */
function anyMember(roll: Dice, seed: number): Bytes {
  if (seed % 2 === 1) return anyBytes(roll, 60)
  return roll(4) === 0 ? pick(roll, INTEGERS) : ascii(String(roll(120) - 60))
}

function playAtModel(make: (changed: Limits) => SetValue, changed: Limits, seed: number): void {
  const roll = dice(seed)
  const set = make(changed)
  const start = set.bytes
  const model = new Set<Bytes>()
  const rule = limits(changed)
  let encoding = 'intset'
  for (let step = 0; step < 1200; step++) {
    const member = anyMember(roll, seed)
    if (roll(5) < (Math.floor(step / 300) % 2 === 0 ? 4 : 1)) {
      equal(set.add(member), !model.has(member), `step ${step}: add`)
      if (!model.has(member) && !setStaysIntset(rule, model.size + 1, member))
        encoding = 'hashtable'
      model.add(member)
    } else {
      equal(set.delete(member), model.delete(member), `step ${step}: delete`)
    }
    equal(set.length, model.size, `step ${step}: length`)
    equal<string>(set.encoding, encoding, `step ${step}: encoding`)
    const asked = anyMember(roll, seed)
    equal(set.has(asked), model.has(asked), `step ${step}: has`)
    if (step % 15 === 0) compareWhole(set, model, `step ${step}`)
  }
  compareWhole(set.clone(), model, 'the copy at the end')
  for (const member of model) equal(set.delete(member), true, 'delete at the end')
  equal(set.bytes, start, 'bytes when emptied')
}

function compareWhole(set: SetValue, model: Set<Bytes>, what: string): void {
  const seen = members(set)
  if (set.encoding === 'intset') {
    const numeric = [...model].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
    equalLists(seen, numeric, `${what}: members in order`)
  } else equalLists([...seen].sort(), [...model].sort(), `${what}: members`)
  equalLists(positions(set), seen, `${what}: positions`)
}
