// Records what a real redis-server 7.0.15 makes of some values, so that the tests can do without it:
// `npm run record -w packages/rdb`

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cases } from './cases.ts'
import type { Fixtures, RecordedFile } from './fixtures.ts'
import { oldPayloads } from './old-payloads.ts'
import { RedisServer, type Reply } from './redis-server.ts'

const LIBRARY = "#!lua name=greet\nredis.register_function('hi', function() return 'hi' end)"

const fixtures: Fixtures = { payloads: {}, old: {}, functions: '', files: [] }

const server = await RedisServer.start()
for (const [name, commands] of Object.entries(cases)) {
  await server.call('FLUSHALL')
  for (const command of commands) await call(...command)
  fixtures.payloads[name] = base64(await call('DUMP', 'k'))
}
for (const [name, payload] of Object.entries(oldPayloads)) {
  await call('RESTORE', 'k', 0, payload, 'REPLACE')
  fixtures.old[name] = base64(await call('DUMP', 'k'))
}
await call('FUNCTION', 'LOAD', LIBRARY)
fixtures.functions = base64(await call('FUNCTION', 'DUMP'))
for (const policy of ['noeviction', 'allkeys-lru', 'allkeys-lfu']) {
  fixtures.files.push(await recordFile(policy))
}
await server.stop()
const path = fileURLToPath(new URL('./fixtures.json', import.meta.url))
writeFileSync(path, `${JSON.stringify(fixtures, undefined, 2)}\n`)

async function recordFile(policy: string): Promise<RecordedFile> {
  await call('FLUSHALL')
  await call('CONFIG', 'SET', 'maxmemory-policy', policy)
  const keys: RecordedFile['keys'] = []
  const numbered = Object.entries(cases).map(([name, commands], i) => ({
    name,
    commands,
    db: i % 3,
  }))
  for (const { name, commands, db } of numbered) {
    await call('SELECT', db)
    for (const [command, ...rest] of commands) await call(command as string, ...keyed(rest, name))
    const expireAt = name.length % 2 === 0 ? 4102444800000 + name.length : undefined
    if (expireAt !== undefined) await call('PEXPIREAT', name, expireAt)
    const payload = base64(await call('DUMP', name))
    const isOther = payload !== fixtures.payloads[name]
    keys.push({ db, key: name, expireAt, payload: isOther ? payload : undefined })
  }
  await call('SAVE')
  await call('SELECT', 0)
  const file = readFileSync(join(server.folder, 'dump.rdb')).toString('base64')
  return { policy, file, keys, library: LIBRARY }
}

/** The same arguments, for another key than k. */
function keyed(rest: readonly string[], key: string): string[] {
  return rest.map((each) => (each === 'k' ? key : each))
}

async function call(...argv: (string | number)[]): Promise<Reply> {
  const reply = await server.call(...argv)
  if (typeof reply === 'object' && reply !== null && 'message' in reply) {
    throw new Error(`${argv[0]}: ${reply.message}`)
  }
  return reply
}

function base64(reply: Reply): string {
  return Buffer.from(reply as string, 'latin1').toString('base64')
}
