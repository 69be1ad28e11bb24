import { strict as assert } from 'node:assert'
import { test } from 'vitest'
import { Backlog } from './backlog.ts'

test('what was added comes out in order, in parts as long as asked for', () => {
  const backlog = new Backlog()
  backlog.add('abcdef')
  backlog.add(Buffer.from('ghi'))
  backlog.add('jk')
  assert.equal(backlog.size, 11)
  const parts = []
  while (backlog.size > 0) parts.push(String(backlog.take(4)))
  assert.deepEqual(parts, ['abcd', 'ef', 'ghi', 'jk'])
})

test('short texts are joined, also to one of which a part has gone', () => {
  const backlog = new Backlog()
  backlog.add('abc')
  assert.equal(backlog.take(2), 'ab')
  backlog.add('d')
  assert.equal(backlog.take(9), 'cd')
})

test('a cleared one is empty, and begins anew', () => {
  const backlog = new Backlog()
  backlog.add('abc')
  backlog.take(1)
  backlog.clear()
  assert.equal(backlog.size, 0)
  backlog.add('xyz')
  assert.equal(backlog.take(9), 'xyz')
})
