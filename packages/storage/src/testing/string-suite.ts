import { ascii, type Bytes } from '@resident/bytes'
import type { Engine } from '../engine.ts'
import type { StringValue } from '../string.ts'
import { equal, ok } from './check.ts'
import { dice, pick } from './dice.ts'
import type { Test } from './promises.ts'
import { ALL_BYTES, ODD } from './samples.ts'

export function stringSuite(test: Test, make: Engine['string']): void {
  test('string: is what it was made of, whatever the bytes', () => {
    for (const initial of [...ODD, ALL_BYTES, ascii(ALL_BYTES.repeat(50))]) {
      const string = make(initial)
      equal(string.type, 'string', 'type')
      same(string, initial)
    }
  })

  test('string: overwrite changes what it covers and nothing else', () => {
    const string = make(ascii('Hello World'))
    string.overwrite(6, ascii('Redis'))
    same(string, 'Hello Redis')
    string.overwrite(0, ascii('J'))
    same(string, 'Jello Redis')
    string.overwrite(1, ALL_BYTES)
    same(string, `J${ALL_BYTES}`)
  })

  test('string: overwrite past the end fills the gap with zero bytes', () => {
    const string = make(ascii('ab'))
    string.overwrite(5, ascii('c'))
    same(string, 'ab\0\0\0c')
    const empty = make(ascii(''))
    empty.overwrite(3000, ascii('x'))
    same(empty, `${'\0'.repeat(3000)}x`)
    // The room that growth left over must be zero as well.
    empty.overwrite(4500, ascii('y'))
    same(empty, `${'\0'.repeat(3000)}x${'\0'.repeat(1499)}y`)
  })

  test('string: append adds at the end, also by single bytes and to itself', () => {
    const string = make(ascii(''))
    let model = ''
    for (let i = 0; i < 2000; i++) {
      string.append(ascii(String.fromCharCode(i % 256)))
      model += String.fromCharCode(i % 256)
    }
    string.append(string.toBytes())
    same(string, model + model)
    string.append(ascii(''))
    same(string, model + model)
  })

  test('string: byteAt is 0 past the end, and setByte grows with zero bytes', () => {
    const string = make(ascii('a'))
    equal(string.byteAt(0), 97, 'byteAt')
    equal(string.byteAt(1), 0, 'byteAt past the end')
    equal(string.byteAt(2 ** 32), 0, 'byteAt far past the end')
    equal(string.length, 1, 'length after byteAt')
    string.setByte(3, 255)
    string.setByte(0, 128)
    same(string, '\x80\0\0\xff')
  })

  test('string: slice excludes its end', () => {
    const string = make(ascii('abcdef'))
    equal(string.slice(0, 6), ascii('abcdef'), 'slice of all')
    equal(string.slice(1, 3), ascii('bc'), 'slice')
    equal(string.slice(2, 2), ascii(''), 'slice of nothing')
    equal(string.slice(6, 6), ascii(''), 'slice at the end')
  })

  test('string: what was read does not change with what is written later', () => {
    const string = make(ascii('abcdef'))
    const whole = string.toBytes()
    const part = string.slice(1, 3)
    string.overwrite(0, ascii('XXXXXX'))
    equal(whole, ascii('abcdef'), 'toBytes')
    equal(part, ascii('bc'), 'slice')
  })

  test('string: a copy and its original go their own ways', () => {
    const string = make(ascii('abc'))
    string.append(ascii('d'))
    const copy = string.clone()
    string.setByte(0, 120)
    copy.append(ascii('e'))
    same(string, 'xbcd')
    same(copy, 'abcde')
  })

  test('string: bytes is at least the length, and no more than its double and a little', () => {
    for (const length of [0, 1, 44, 45, 1000, 100000]) {
      const string = make(ascii('x'.repeat(length)))
      for (const grown of [length, length + 1, length + 1000]) {
        if (grown > string.length) string.overwrite(grown - 1, ascii('y'))
        ok(string.bytes >= grown, `bytes of ${grown}: ${string.bytes}`)
        ok(string.bytes <= 2.5 * grown + 200, `bytes of ${grown}: ${string.bytes}`)
      }
    }
  })

  test('string: does what a plain array of bytes would, whatever it is asked', () => {
    for (let seed = 0; seed < 8; seed++) playAtModel(make, seed)
  })
}

/** Checks every way there is to read it. */
function same(string: StringValue, expected: string): void {
  equal(string.length, expected.length, 'length')
  equal<string>(string.toBytes(), expected, 'toBytes')
  equal<string>(string.slice(0, string.length), expected, 'slice')
  const view = string.view()
  equal(view.length, expected.length, 'length of the view')
  for (let i = 0; i < expected.length; i++) {
    if (view[i] !== expected.charCodeAt(i)) equal(view[i], expected.charCodeAt(i), `view at ${i}`)
  }
}

function playAtModel(make: Engine['string'], seed: number): void {
  const roll = dice(seed)
  const initial = pick(roll, ODD)
  const string = make(initial)
  let model: string = initial
  const write = (offset: number, content: string): void => {
    model = model.padEnd(offset, '\0')
    model = model.slice(0, offset) + content + model.slice(offset + content.length)
  }
  for (let step = 0; step < 600; step++) {
    const content = some(roll(40))
    const offset = roll(model.length + 20)
    switch (roll(4)) {
      case 0:
        string.append(content)
        model += content
        break
      case 1:
        if (content.length === 0) break
        string.overwrite(offset, content)
        write(offset, content)
        break
      case 2:
        string.setByte(offset, step % 256)
        write(offset, String.fromCharCode(step % 256))
        break
      default: {
        const start = roll(model.length + 1)
        const end = start + roll(model.length - start + 1)
        equal<string>(string.slice(start, end), model.slice(start, end), `step ${step}: slice`)
        const byte = offset < model.length ? model.charCodeAt(offset) : 0
        equal(string.byteAt(offset), byte, `step ${step}: byteAt`)
      }
    }
    if (step % 20 === 0) same(string, model)
  }
  same(string, model)
}

function some(length: number): Bytes {
  return ALL_BYTES.slice(200 - length, 200) as Bytes
}
