import { ascii, type Bytes } from '@resident/bytes'
import { hashStaysListpack } from '../encoding.ts'
import type { Engine } from '../engine.ts'
import type { HashValue } from '../hash.ts'
import { equal, equalLists, ok } from './check.ts'
import { dice } from './dice.ts'
import { promiseAnyCursor, promiseBytes, promiseScan, type Test } from './promises.ts'
import { ALL_BYTES, anyBytes, LIMITS, type Limits, limits, ODD, words } from './samples.ts'

const HASHTABLE: Limits = { hashMaxListpackEntries: 0 }
const V = ascii('v')

export function hashSuite(test: Test, factory: Engine['hash']): void {
  const make = (changed: Limits = {}): HashValue => factory(limits(changed))

  test('hash: set says whether the field is new, delete whether there was one', () => {
    for (const changed of Object.values(LIMITS)) {
      const hash = make(changed)
      equal(hash.type, 'hash', 'type')
      equal(hash.set(ascii('f'), ascii('1')), true, 'set of a new field')
      equal(hash.set(ascii('f'), ascii('2')), false, 'set of a field that is there')
      equal(hash.get(ascii('f')), ascii('2'), 'get')
      equal(hash.get(ascii('g')), undefined, 'get of no field')
      equal(hash.has(ascii('f')), true, 'has')
      equal(hash.has(ascii('g')), false, 'has of no field')
      equal(hash.length, 1, 'length')
      equal(hash.delete(ascii('g')), false, 'delete of no field')
      equal(hash.delete(ascii('f')), true, 'delete')
      equal(hash.delete(ascii('f')), false, 'delete again')
      equal(hash.length, 0, 'length when empty')
      equal(hash.get(ascii('f')), undefined, 'get when empty')
    }
  })

  test('hash: keeps every byte in fields and values', () => {
    for (const changed of Object.values(LIMITS)) {
      const hash = make(changed)
      for (const [i, odd] of [...ODD, ALL_BYTES].entries()) {
        equal(hash.set(odd, ascii(odd + i)), true, `set of ${JSON.stringify(odd)}`)
      }
      for (const [i, odd] of [...ODD, ALL_BYTES].entries())
        equal(hash.get(odd), ascii(odd + i), 'get')
      equal(hash.length, ODD.length + 1, 'length')
    }
  })

  test('hash: is a listpack up to its limits, each included, and a hashtable beyond', () => {
    const changed = { hashMaxListpackEntries: 3, hashMaxListpackValue: 5 }
    const encodingWith = (field: string, value: string, others = 0): string => {
      const hash = make(changed)
      for (const word of words(others)) hash.set(word, V)
      hash.set(ascii(field), ascii(value))
      return hash.encoding
    }
    equal(make().encoding, 'listpack', 'when empty')
    equal(encodingWith('field', 'value', 2), 'listpack', 'at all limits')
    equal(encodingWith('f', 'v', 3), 'hashtable', 'with one field too many')
    equal(encodingWith('field6', 'v'), 'hashtable', 'with a field too long')
    equal(encodingWith('f', 'value6'), 'hashtable', 'with a value too long')
  })

  test('hash: a changed value can convert it, and nothing converts it back', () => {
    const hash = make({ hashMaxListpackValue: 5 })
    hash.set(ascii('a'), V)
    hash.set(ascii('b'), V)
    hash.set(ascii('a'), ascii('too long'))
    equal(hash.encoding, 'hashtable', 'after the change')
    hash.delete(ascii('a'))
    hash.delete(ascii('b'))
    hash.set(ascii('b'), V)
    equal(hash.encoding, 'hashtable', 'when small again')
    equal(hash.clone().encoding, 'hashtable', 'of a copy')
  })

  test('hash: reads its limits anew at each set', () => {
    const live = limits()
    const hash = factory(live)
    for (const word of words(5)) hash.set(word, V)
    live.hashMaxListpackEntries = 2
    hash.delete(ascii('w0'))
    equal(hash.encoding, 'listpack', 'after a deletion')
    hash.set(ascii('w1'), ascii('x'))
    equal(hash.encoding, 'hashtable', 'after a set')
    equalLists(entries(hash).sort(), ['w1=x', 'w2=v', 'w3=v', 'w4=v'], 'fields')
  })

  test('hash: keeps the order of insertion while it is a listpack', () => {
    for (const size of [4, 30, 200]) {
      const hash = make()
      const order = words(size)
      for (const word of order) hash.set(word, V)
      hash.set(order[1] as Bytes, ascii('changed'))
      hash.delete(order[2] as Bytes)
      hash.delete(order[0] as Bytes)
      hash.set(order[0] as Bytes, V)
      const expected = [order[1], ...order.slice(3), order[0]] as Bytes[]
      equal(hash.encoding, 'listpack', 'encoding')
      equalLists(fields(hash), expected, `order by each, of ${size}`)
      equalLists(positions(hash), expected, `order by position, of ${size}`)
      equalLists(fields(hash.clone()), expected, `order of a copy, of ${size}`)
    }
  })

  test('hash: positions and each tell one story, and the same until it changes', () => {
    for (const changed of Object.values(LIMITS)) {
      const hash = make(changed)
      for (const word of words(100)) hash.set(word, ascii(`${word}!`))
      for (const word of words(50)) if (word.length === 2) hash.delete(word)
      const order = fields(hash)
      equalLists(positions(hash), order, 'by position')
      equalLists(fields(hash), order, 'by each, again')
      for (let i = 0; i < hash.length; i++) {
        equal(hash.valueAt(i), ascii(`${hash.fieldAt(i)}!`), `value at ${i}`)
      }
    }
  })

  test('hash: a scan of a listpack gives all at once from any cursor, in order', () => {
    const hash = make()
    for (const word of words(100)) hash.set(word, V)
    for (const cursor of [0, 1, 50, 2 ** 40]) {
      const seen: Bytes[] = []
      equal(
        hash.scan(cursor, 1, (field) => seen.push(field)),
        0,
        'cursor',
      )
      equalLists(seen, words(100), `from cursor ${cursor}`)
    }
  })

  test('hash: a scan misses no field that is there all the time, and gives its value', () => {
    promiseScan(() => {
      const hash = make(HASHTABLE)
      let times = 0
      return {
        put: (field) => hash.set(field, ascii(`${field}=${times++}`)),
        delete: (field) => hash.delete(field),
        scan: (cursor, count, visit) =>
          hash.scan(cursor, count, (field, value) => {
            equal(value, hash.get(field), 'value seen by scan')
            visit(field)
          }),
      }
    })
  })

  test('hash: a scan from any cursor ends', () => {
    const hash = make(HASHTABLE)
    promiseAnyCursor({
      put: (field) => hash.set(field, V),
      delete: (field) => hash.delete(field),
      scan: (cursor, count, visit) => hash.scan(cursor, count, visit),
    })
  })

  test('hash: a copy and its original go their own ways', () => {
    for (const [i, changed] of Object.values(LIMITS).entries()) {
      const hash = make(changed)
      for (const word of words(i === 0 ? 3000 : 40)) hash.set(word, V)
      const copy = hash.clone()
      const before = entries(hash).sort()
      equalLists(entries(copy).sort(), before, 'the copy')
      copy.set(ascii('w1'), ascii('changed'))
      copy.delete(ascii('w2'))
      copy.set(ascii('more'), V)
      equalLists(entries(hash).sort(), before, 'the original, after the copy changed')
      const kept = entries(copy).sort()
      hash.set(ascii('w1'), ascii('otherwise'))
      hash.delete(ascii('w3'))
      equalLists(entries(copy).sort(), kept, 'the copy, after the original changed')
    }
  })

  test('hash: bytes follows what it holds', () => {
    for (const changed of Object.values(LIMITS)) {
      promiseBytes(
        () => make(changed),
        (hash, element) => hash.set(element, element),
        (hash) => {
          while (hash.length > 0) hash.delete(hash.fieldAt(0))
        },
      )
      const hash = make(changed)
      for (const word of words(30)) hash.set(word, V)
      const before = hash.bytes
      hash.set(ascii('w1'), ascii('x'.repeat(60)))
      ok(hash.bytes > before || hash.encoding === 'hashtable', 'bytes with a longer value')
      const hashtable = hash.bytes
      hash.set(ascii('w1'), ascii('x'.repeat(600)))
      ok(hash.bytes >= hashtable + 400, 'bytes with a much longer value')
    }
  })

  for (const [name, changed] of Object.entries(LIMITS)) {
    test(`hash: does what a Map would, whatever it is asked, with ${name}`, () => {
      for (let seed = 0; seed < 4; seed++) playAtModel(make, changed, seed)
    })
  }
}

function fields(hash: HashValue): Bytes[] {
  const seen: Bytes[] = []
  hash.each((field) => seen.push(field))
  return seen
}

function positions(hash: HashValue): Bytes[] {
  return Array.from({ length: hash.length }, (_, position) => hash.fieldAt(position))
}

function entries(hash: HashValue): string[] {
  const seen: string[] = []
  hash.each((field, value) => seen.push(`${field}=${value}`))
  return seen
}

function playAtModel(make: (changed: Limits) => HashValue, changed: Limits, seed: number): void {
  const roll = dice(seed)
  const hash = make(changed)
  const start = hash.bytes
  // A JavaScript Map keeps a listpack's order: that of insertion.
  const model = new Map<Bytes, Bytes>()
  const rule = limits(changed)
  let encoding = 'listpack'
  for (let step = 0; step < 1500; step++) {
    const field = anyBytes(roll, 70)
    if (roll(5) < (Math.floor(step / 300) % 2 === 0 ? 4 : 1)) {
      const value = anyBytes(roll, 1000)
      equal(hash.set(field, value), !model.has(field), `step ${step}: set`)
      model.set(field, value)
      if (!hashStaysListpack(rule, model.size, field, value)) encoding = 'hashtable'
    } else {
      equal(hash.delete(field), model.delete(field), `step ${step}: delete`)
    }
    equal(hash.length, model.size, `step ${step}: length`)
    equal<string>(hash.encoding, encoding, `step ${step}: encoding`)
    const asked = anyBytes(roll, 70)
    equal(hash.get(asked), model.get(asked), `step ${step}: get`)
    equal(hash.has(asked), model.has(asked), `step ${step}: has`)
    if (step % 15 === 0) compareWhole(hash, model, `step ${step}`)
  }
  compareWhole(hash.clone(), model, 'the copy at the end')
  for (const field of [...model.keys()]) equal(hash.delete(field), true, 'delete at the end')
  equal(hash.bytes, start, 'bytes when emptied')
}

function compareWhole(hash: HashValue, model: Map<Bytes, Bytes>, what: string): void {
  const seen = entries(hash)
  const expected = [...model].map(([field, value]) => `${field}=${value}`)
  if (hash.encoding === 'listpack') equalLists(seen, expected, `${what}: entries in order`)
  else equalLists(seen.sort(), expected.sort(), `${what}: entries`)
  equalLists(positions(hash), fields(hash), `${what}: positions`)
}
