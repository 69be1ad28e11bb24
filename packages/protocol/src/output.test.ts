import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { Output } from './output.ts'

test('short replies leave as one string', () => {
  const output = new Output()
  output.add('+OK\r\n')
  output.addValue('$1\r\n', 'a')
  assert.equal(output.size, 12)
  assert.deepEqual(output.take(), ['+OK\r\n$1\r\na\r\n'])
})

test('nothing leaves when nothing was added, and nothing twice', () => {
  const output = new Output()
  assert.deepEqual(output.take(), [])
  output.add('a')
  output.take()
  assert.ok(output.isEmpty)
  assert.deepEqual(output.take(), [])
})

test('a long text is cut into buffers, so that its parts are let go', () => {
  const output = new Output()
  for (let n = 0; n < 10_000; n++) output.add('0123456789abcdef')
  assert.equal(output.size, 160_000)
  const pieces = output.take()
  assert.deepEqual(
    pieces.map((piece) => typeof piece),
    ['object', 'object', 'string'],
  )
  assert.equal(pieces.join(''), '0123456789abcdef'.repeat(10_000))
})

test('a large value is a piece of its own, as it is', () => {
  const output = new Output()
  const value = 'v'.repeat(65_537)
  output.add('+OK\r\n')
  output.addValue('$65537\r\n', value)
  assert.deepEqual(output.take(), ['+OK\r\n$65537\r\n', value, '\r\n'])
})

test('clear forgets everything', () => {
  const output = new Output()
  output.addValue('$70000\r\n', 'v'.repeat(70_000))
  output.open()
  output.add('a')
  output.clear()
  assert.equal(output.size, 0)
  assert.deepEqual(output.take(), [])
})
