import { strict as assert } from 'node:assert'
import { describe, test } from 'vitest'
import { allCommands } from './all.ts'
import { type Command, countedKeys, type KeySpec, keyAt } from './command.ts'
import { migrateKeys, streamKeys } from './key-finders.ts'
import { keysOf } from './key-specs.ts'
import { CommandTable } from './table.ts'

/** What COMMAND GETKEYSANDFLAGS of redis-server 7.0.15 says; nothing where it refuses. */
const recorded: Record<string, string> = {
  'get k': 'k RO access',
  'mset a 1 b 2 c 3': 'a OW update, b OW update, c OW update',
  'mset a 1 b': 'a OW update, b OW update',
  'set k v': 'k OW update',
  'set k v EX 10 GET': 'k RW access update',
  'bitfield k GET u8 0': 'k RO access',
  'bitfield k GET u8 0 SET u8 0 1': 'k RW access update',
  'bitop AND d a b': 'd OW update, a RO access, b RO access',
  'sort k BY w_* GET o_* LIMIT 0 1 STORE d': 'k RO access, d OW update',
  'sort k STORE a STORE b': 'k RO access, b OW update',
  'sort k STORE': 'k RO access',
  'sort k STORE STORE b': 'k RO access, b OW update',
  'sort_ro k BY w_*': 'k RO access',
  'zunionstore d 2 a b WEIGHTS 1 2': 'd OW update, a RO access, b RO access',
  'zunionstore d 3 a b': '',
  'zunionstore d 01 a b': 'a, d',
  'zunionstore d 4294967297 a b': 'd OW update, a RO access',
  'zunionstore d x a b': '',
  'sintercard 2 a b LIMIT 1': 'a RO access, b RO access',
  'sintercard 0 a': '',
  'blmpop 0 2 a b LEFT': 'a RW access delete, b RW access delete',
  'lmpop +2 a b LEFT': 'a, b',
  'eval script 2 a b c': 'a RW access update, b RW access update',
  'eval script 0 c': '',
  'eval script 5 a': '',
  'xread COUNT 1 STREAMS a b 0 0': 'a RO access, b RO access',
  'xread COUNT 1 STREAMS a b 0': 'a RO access',
  'xreadgroup GROUP STREAMS c STREAMS a >': 'a RO access',
  'xreadgroup GROUP g c NOACK STREAMS streams b > >': 'streams RO access, b RO access',
  'migrate h 1 k 0 5': 'k RW access delete',
  'migrate h 1 k 0 5 KEYS a b': '',
  'migrate h 1 "" 0 5 COPY AUTH KEYS KEYS a b': 'a RW access delete, b RW access delete',
  'migrate h 1 k 0 5 COPY KEYS': 'k RW access delete',
  'object encoding k': 'k RO',
  'publish channel m': '',
  'rename a b': 'a RW access delete, b OW update',
}

/** Rows with the key specs that COMMAND INFO shows: of commands whose own rows live elsewhere. */
const others: Record<string, Pick<Command, 'keys' | 'findKeys'>> = {
  eval: { keys: [countedKeys(2, 'RW', 'access', 'update')] },
  xread: { keys: [streams(1)], findKeys: streamKeys },
  xreadgroup: { keys: [streams(4)], findKeys: streamKeys },
  migrate: {
    keys: [
      keyAt(3, 'RW', 'access', 'delete'),
      {
        flags: ['RW', 'access', 'delete', 'incomplete'],
        begin: { keyword: 'KEYS', startFrom: -2 },
        find: { last: -1, step: 1, limit: 0 },
      },
    ],
    findKeys: migrateKeys,
  },
}

function streams(startFrom: number): KeySpec {
  return {
    flags: ['RO', 'access'],
    begin: { keyword: 'STREAMS', startFrom },
    find: { last: -1, step: 1, limit: 2 },
  }
}

const table = new CommandTable(allCommands)

function commandOf(argv: string[]): Command {
  const other = others[argv[0]!]
  return other === undefined
    ? table.resolve(argv as never)!.command
    : ({ name: argv[0]!, flags: [], arity: -1, ...other } as unknown as Command)
}

describe('keysOf finds what COMMAND GETKEYSANDFLAGS tells', () => {
  for (const [request, expected] of Object.entries(recorded)) {
    test(request, () => {
      const argv = request.split(' ').map((word) => (word === '""' ? '' : word))
      const places = keysOf(commandOf(argv), argv as never)
      assert.equal(
        places.map(({ index, flags }) => [argv[index], ...flags].join(' ')).join(', '),
        expected,
      )
    })
  }
})
