import { strict as assert } from 'node:assert'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { allCommands } from '@resident/commands'
import { mapEngine } from '@resident/engine-map'
import { afterEach, beforeEach, test } from 'vitest'
import { createServer, type Server } from './server.ts'
import type { ServerOptions } from './server-options.ts'

let folder: string
const servers: Server[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resident-acl-'))
})

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
  rmSync(folder, { recursive: true })
})

function start(options: Partial<ServerOptions>): Duplex {
  const server = createServer({ engine: mapEngine, commands: allCommands, ...options })
  servers.push(server)
  return server.connect()
}

async function ask(client: Duplex, request: string): Promise<string> {
  client.write(`${request}\r\n`)
  return String((await once(client, 'data'))[0])
}

test('users are made by their rules, quotes and selectors among them', async () => {
  const client = start({ users: { alice: 'on ">s3 cret" ~app:* +@all (+get ~x)', bob: '' } })
  assert.equal(
    await ask(client, 'ACL USERS'),
    '*3\r\n$5\r\nalice\r\n$3\r\nbob\r\n$7\r\ndefault\r\n',
  )
  assert.equal(await ask(client, 'AUTH alice "s3 cret"'), '+OK\r\n')
  assert.equal(await ask(client, 'SET app:1 v'), '+OK\r\n')
  assert.match(await ask(client, 'SET other v'), /^-NOPERM /)
  assert.equal(await ask(client, 'GET x'), '$-1\r\n')
  assert.match(await ask(client, 'AUTH bob x'), /^-WRONGPASS /)
})

test('rules for the default user are all that it has, whatever requirepass says', async () => {
  const client = start({
    config: { requirepass: 'secret' },
    users: { default: 'on nopass +ping' },
  })
  assert.equal(await ask(client, 'PING'), '+PONG\r\n')
  assert.match(await ask(client, 'GET k'), /^-NOPERM /)
})

test('requirepass is the default user’s password, from the start and whenever it changes', async () => {
  const client = start({ config: { requirepass: 'secret' } })
  assert.match(await ask(client, 'PING'), /^-NOAUTH /)
  assert.equal(await ask(client, 'AUTH secret'), '+OK\r\n')
  assert.equal(await ask(client, 'CONFIG SET requirepass other'), '+OK\r\n')
  assert.match(await ask(client, 'AUTH secret'), /^-WRONGPASS /)
  assert.equal(await ask(client, 'AUTH other'), '+OK\r\n')
})

test('rules that are not sound are told by the user and the rule', () => {
  const faults: readonly (readonly [users: Record<string, string>, message: RegExp])[] = [
    [{ alice: 'on +nosuch' }, /'alice'.*'\+nosuch': Unknown command/],
    [{ 'al ice': 'on' }, /'al ice'.*spaces/],
    [{ alice: 'on "open' }, /'alice'.*quotes/],
    [{ alice: 'on (+get' }, /'alice'.*parenthesis/],
  ]
  for (const [users, message] of faults) {
    assert.throws(() => start({ users }), { code: 'ERR_ACL', message })
  }
})

test('an ACL file is loaded at the start, found within dir; ACL SAVE leaves nothing beside it', async () => {
  const path = join(folder, 'users.acl')
  writeFileSync(path, 'user alice on nopass +@all\n')
  const client = start({ config: { dir: folder, aclfile: 'users.acl' } })
  assert.equal(await ask(client, 'ACL SETUSER bob'), '+OK\r\n')
  assert.equal(await ask(client, 'ACL SAVE'), '+OK\r\n')
  assert.equal(
    readFileSync(path, 'utf8'),
    'user alice on nopass resetchannels +@all\nuser bob off resetchannels -@all\nuser default on nopass ~* &* +@all\n',
  )
  assert.deepEqual(readdirSync(folder), ['users.acl'])
})

test('an ACL file that is missing or wrong keeps the server from starting', () => {
  const config = { dir: folder, aclfile: 'users.acl' }
  assert.throws(() => start({ config }), { code: 'ERR_ACL', message: /No such file or directory$/ })
  writeFileSync(join(folder, 'users.acl'), 'user alice foo\n')
  assert.throws(() => start({ config }), {
    code: 'ERR_ACL',
    message: /^users\.acl:1: Syntax error/,
  })
  assert.throws(() => start({ config, users: { alice: 'on' } }), {
    code: 'ERR_ACL',
    message: /both/,
  })
})
