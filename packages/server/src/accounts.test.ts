import { strict as assert } from 'node:assert'
import { setImmediate as turn } from 'node:timers/promises'
import { allCommands } from '@resident/commands'
import { mapEngine } from '@resident/engine-map'
import { isShared, type Keyspace, SeededRandom } from '@resident/keyspace'
import { dictTableBytes } from '@resident/storage'
import { test } from 'vitest'
import { createServer } from './server.ts'

const random = new SeededRandom(3)

function pick<T>(choices: readonly T[]): T {
  return choices[random.below(choices.length)]!
}

const text = (): string => 'x'.repeat(1 + random.below(200))
const number = (): string => String(random.below(20_000))
const member = (): string => `m${random.below(40)}`

/** Commands that change a value in place, replace it, move it, or take it away. */
const DRAWS: readonly ((key: string) => string)[] = [
  (key) => `SET ${key} ${pick([text, number])()}`,
  (key) => `APPEND ${key} ${text()}`,
  (key) => `SETRANGE ${key} ${number()} ${text()}`,
  (key) => `SETBIT ${key} ${number()} 1`,
  (key) => `INCRBY ${key} ${number()}`,
  (key) => `PFADD ${key} ${member()} ${member()}`,
  (key) => `${pick(['RPUSH', 'LPUSH'])} ${key} ${text()} ${number()}`,
  (key) => `${pick(['RPOP', 'LPOP'])} ${key} ${random.below(4)}`,
  (key) => `LSET ${key} 0 ${text()}`,
  (key) => `LTRIM ${key} 1 -2`,
  (key) => `LMOVE ${key} ${pick(KEYS)} LEFT RIGHT`,
  (key) => `HSET ${key} ${member()} ${text()} ${member()} ${number()}`,
  (key) => `HDEL ${key} ${member()} ${member()}`,
  (key) => `HINCRBY ${key} n 1000`,
  (key) => `SADD ${key} ${pick([member, number])()} ${number()}`,
  (key) => `SMOVE ${key} ${pick(KEYS)} ${member()}`,
  (key) => `SPOP ${key}`,
  (key) => `ZADD ${key} ${number()} ${member()} 1.5 ${member()}`,
  (key) => `ZPOPMIN ${key}`,
  (key) => `ZUNIONSTORE ${key} 2 ${pick(KEYS)} ${pick(KEYS)}`,
  (key) => `XADD ${key} * f ${text()}`,
  (key) => `XTRIM ${key} MAXLEN 2`,
  (key) => `SORT ${key} BY nosort STORE ${pick(KEYS)}`,
  (key) => `RENAME ${key} ${pick(KEYS)}`,
  (key) => `COPY ${key} ${pick(KEYS)} REPLACE`,
  (key) => `MOVE ${key} 1`,
  (key) => `EXPIRE ${key} ${pick(['1', '100000'])}`,
  (key) => `PERSIST ${key}`,
  (key) => `DEL ${key}`,
]

const KEYS: readonly string[] = Array.from({ length: 24 }, (_, i) => `key:${i}`)

/** What the database takes, each of its keys weighed anew. */
function weighed(db: Keyspace): number {
  let bytes = dictTableBytes(db.size) + dictTableBytes(db.volatileSize)
  db.each((key, held) => {
    const shared = isShared(held) ? 16 : 0
    bytes += Math.ceil((db.bytesOf(key)! - shared) / 8) * 8
  })
  return bytes
}

test('whatever commands do, the total is what the keys weigh', async () => {
  const server = createServer({ engine: mapEngine, commands: allCommands, seed: 1 })
  server.clock.freeze()
  const socket = server.connect()
  socket.resume()
  for (let round = 0; round < 300; round++) {
    const requests = Array.from({ length: 40 }, () => pick(DRAWS)(pick(KEYS)))
    socket.write(`${requests.join('\r\n')}\r\n`)
    await turn()
    // Those that fall due are collected on the way.
    server.clock.advance(500)
    for (const db of server.databases.all) assert.equal(db.bytes, weighed(db), requests.join('; '))
  }
  assert.ok(server.databases.size > 10)
  await server.close()
})
