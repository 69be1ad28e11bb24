import { strict as assert } from 'node:assert'
// Caches load it when they need it: here it is loaded before the first test's time begins.
import '@resident/embedded'
import { describe, test } from 'vitest'
import {
  CacheCluster,
  HashKeyspace,
  numberCodec,
  type StandardSchema,
  StringKeyspace,
  StructKeyspace,
} from './index.ts'
import { msgpackCodec } from './msgpack.ts'
import { isolated } from './testing.ts'

interface User {
  name: string
  age: number
}

/** As a schema library makes it: checks, and gives a default. */
const userSchema: StandardSchema<User> = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) => {
      const { name, age = 0 } = value as { name?: unknown; age?: unknown }
      if (typeof name !== 'string') return { issues: [{ message: 'no text', path: ['name'] }] }
      if (typeof age !== 'number')
        return { issues: [{ message: 'no number', path: [{ key: 'age' }] }] }
      return { value: { name, age } }
    },
  },
}

const cluster = new CacheCluster('coded')
const users = new StructKeyspace<string, User>(cluster, {
  keyPattern: 'user/:id',
  schema: userSchema,
})
const later = new StructKeyspace<string, User>(cluster, {
  keyPattern: 'later/:id',
  schema: { '~standard': { ...userSchema['~standard'], validate: async () => ({ issues: [] }) } },
})
const packed = new StructKeyspace<string, { bytes: Uint8Array; at: Date; big: bigint }>(cluster, {
  keyPattern: 'packed/:id',
  codec: msgpackCodec,
})
const texts = new StringKeyspace<string>(cluster, { keyPattern: 'text/:id' })
const scores = new HashKeyspace<string, number>(cluster, {
  keyPattern: 'scores/:id',
  codec: numberCodec,
})

describe('codecs', () => {
  test(
    'a schema lets only what fits it be stored, and checks what is stored',
    isolated(async () => {
      await users.set('ann', { name: 'Ann' } as User)
      assert.deepEqual(await users.get('ann'), { name: 'Ann', age: 0 })
      await assert.rejects(users.set('bob', { name: 5 } as never), {
        code: 'INVALID_VALUE',
        operation: 'set',
        key: 'user/bob',
        message: /what is to be stored does not fit the schema: name: no text/,
      })
      const client = await cluster.client()
      await client.set('coded/user/old', '{"name":"Old","age":"x"}')
      await assert.rejects(users.get('old'), { code: 'INVALID_VALUE', message: /age: no number/ })
      await assert.rejects(later.set('a', { name: 'a', age: 1 }), {
        message: /must be synchronous/,
      })
    }),
  )

  test(
    'structs are objects',
    isolated(async () => {
      await assert.rejects(packed.set('k', 5 as never), { code: 'INVALID_VALUE' })
      await assert.rejects(users.set('k', undefined as never), { code: 'INVALID_VALUE' })
    }),
  )

  test(
    'MessagePack keeps bytes, dates and bigints',
    isolated(async () => {
      const value = { bytes: new Uint8Array([0, 255, 10]), at: new Date(5), big: 2n ** 62n }
      await packed.set('k', value)
      const found = await packed.get('k')
      assert.deepEqual({ ...found, bytes: new Uint8Array(found?.bytes ?? []) }, value)
      assert.deepEqual((await packed.getAndDelete('k'))?.at, value.at)
    }),
  )

  test(
    'text that UTF-8 cannot say is refused, rather than stored as something else',
    isolated(async () => {
      const half = 'half of 🙂: \ud83d'
      await assert.rejects(texts.set('k', half), { code: 'INVALID_VALUE', key: 'text/k' })
      await texts.set('k', '🙂')
      assert.equal(await texts.get('k'), '🙂')
    }),
  )

  test(
    'a field of a hash has a name, or the operation is refused: undefined is not the field of that of others',
    isolated(async () => {
      for (const field of [undefined, null, 5, '\ud83d'] as string[]) {
        const refused = [
          scores.get('k', field),
          scores.getMany('k', 'a', field),
          scores.setIfNotExists('k', field, 1),
          scores.set('k', new Map([[field, 1]])),
          scores.increment('k', field),
          scores.contains('k', field),
          scores.remove('k', field),
        ]
        for (const each of refused) await assert.rejects(each, { code: 'INVALID_ARGUMENT' })
      }
      assert.equal(await scores.len('k'), 0)
    }),
  )

  test(
    'hashes of numbers',
    isolated(async () => {
      await scores.set('k', { a: 1.5, b: 2 })
      assert.equal(await scores.increment('k', 'a'), 2.5)
      assert.deepEqual(
        await scores.getAll('k'),
        new Map([
          ['a', 2.5],
          ['b', 2],
        ]),
      )
      assert.equal(await scores.get('k', 'c'), undefined)
    }),
  )
})
