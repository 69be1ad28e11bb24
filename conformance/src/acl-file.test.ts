import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Resident, startServer } from '@resident/embedded'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Contestant } from './contestant.ts'
import { findRedisServer, startRedisServer } from './redis-server.ts'
import { printReply } from './transcript/print.ts'
import { Wire } from './wire.ts'

// ACL LOAD and SAVE, which need a file: the same file for both servers, and the same replies.

const FILES: Readonly<Record<string, string>> = {
  'nothing at all': '',
  'blank lines': '\n \t \n\r\n',
  'users in all their parts':
    'user alice on >s3cret ~a:* %R~r:* &c +@read -get (+set ~x) ( +get ~y )\nuser bob\r\n  user carol nopass  on  \n',
  'a default user': 'user default off nopass +@all\n',
  'no line end': 'user alice on',
  'no user': 'foo\n',
  'no name': 'user\n',
  'an empty name': 'user  on\n',
  'a keyword in capitals': 'USER alice on\n',
  'a comment': '# alice\nuser alice on\n',
  'a name with a blank': 'user al\tice on\n',
  'the same name twice': 'user alice on\nuser alice off\nuser alice on foo\n',
  'the default user twice': 'user default on\nuser default off\n',
  'several faults': 'user alice foo +nosuch bar +@nosuch\n\nuser bob ~* ~a\nuser carol #12\n',
  'an open parenthesis': 'user alice (+get ~a\nuser bob foo\n',
  'an open parenthesis among others': 'user alice (+get (~a)\nuser bob (foo bar)\n',
  'quotes, which mean nothing': 'user alice "on" >"a b"\n',
  'blanks within rules': 'user alice ~a\tb on\t +get\t\n',
  'a zero byte': 'user alice on\0 nopass\nuser bob on\nuser carol on\n',
  'a long line': `user alice on ${'+get '.repeat(400)}\nuser bob on\n`,
  'bytes above 127': 'user \xff\xfe on >\xe9 ~\xff*\n',
}

type Pair = readonly [theirs: Wire, ours: Wire]

describe.skipIf(findRedisServer() === undefined)('an ACL file', () => {
  let folder: string
  let path: string
  let oracle: Contestant
  let ours: Resident
  /** A client of each server, the default user's from the start, whom no file can end. */
  let keepers: Pair
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'resident-acl-'))
    path = join(folder, 'users.acl')
    writeFileSync(path, '')
    oracle = await startRedisServer({ arguments: ['--aclfile', path] })
    ours = await startServer({ port: false, config: { aclfile: path } })
    keepers = await dial()
  })
  afterAll(async () => {
    await oracle.stop()
    await ours.close()
    rmSync(folder, { recursive: true })
  })

  async function dial(): Promise<Pair> {
    return [new Wire(await oracle.connect()), new Wire(ours.connect())]
  }

  /** What both say, which must be the same. */
  async function ask(wires: Pair, ...request: string[]): Promise<string> {
    const [expected, actual] = await Promise.all(wires.map((wire) => wire.call(...request)))
    const texts = [printReply(expected!), printReply(actual!)]
    expect(texts[1]).toBe(texts[0])
    return texts[0]!
  }

  function put(content: string): void {
    writeFileSync(path, content, 'latin1')
  }

  test.each(Object.entries(FILES))('with %s is loaded or refused alike', async (_, content) => {
    put('user before on nopass +ping\n')
    expect(await ask(keepers, 'ACL', 'LOAD')).toBe('OK')
    put(content)
    await ask(keepers, 'ACL', 'LOAD')
    await ask(keepers, 'ACL', 'LIST')
    const strangers = await dial()
    await ask(strangers, 'PING')
    await ask(strangers, 'AUTH', 'before', 'x')
    await ask(strangers, 'PING')
    for (const wire of strangers) wire.close()
  })

  test('is written by ACL SAVE as the other server writes it, and can be loaded again', async () => {
    put('')
    await ask(keepers, 'ACL', 'LOAD')
    await ask(keepers, 'ACL', 'SETUSER', 'alice', 'on', '>p', '~\xff', '+get', '(+set', '&c)')
    await ask(keepers, 'ACL', 'SETUSER', 'Zoe', 'skip-sanitize-payload')
    const files: string[] = []
    for (const wire of keepers) {
      put('')
      expect(printReply(await wire.call('ACL', 'SAVE'))).toBe('OK')
      files.push(readFileSync(path, 'latin1'))
    }
    expect(files[1]).toBe(files[0])
    const before = await ask(keepers, 'ACL', 'LIST')
    await ask(keepers, 'ACL', 'LOAD')
    expect(await ask(keepers, 'ACL', 'LIST')).toBe(before)
    expect(readdirSync(folder)).toEqual(['users.acl'])
  })

  test('that is not there, or is a folder', async () => {
    rmSync(path)
    expect(await ask(keepers, 'ACL', 'LOAD')).toMatch(/No such file or directory$/)
    mkdirSync(path)
    expect(await ask(keepers, 'ACL', 'LOAD')).toBe('OK')
    expect(await ask(keepers, 'ACL', 'SAVE')).toMatch(/^\(error\) ERR There was an error/)
    expect(readdirSync(folder)).toEqual(['users.acl'])
    rmdirSync(path)
    expect(await ask(keepers, 'ACL', 'SAVE')).toBe('OK')
  })

  test('ends the clients of every user but the default one when it is loaded', async () => {
    put('user alice on nopass +@all ~* &*\n')
    await ask(keepers, 'ACL', 'LOAD')
    const [bystanders, callers] = [await dial(), await dial()]
    await ask(bystanders, 'AUTH', 'alice', 'x')
    await ask(callers, 'AUTH', 'alice', 'x')
    expect(await ask(callers, 'ACL', 'LOAD')).toBe('OK')
    for (const wire of [...bystanders, ...callers]) expect(await wire.next()).toBeUndefined()
    expect(await ask(keepers, 'ACL', 'WHOAMI')).toBe('"default"')
  })
})
