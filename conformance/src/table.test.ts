import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Contestant } from './contestant.ts'
import { EXACT_IN_SPITE_OF_TIPS, ruledNames } from './normalise/rules.ts'
import { recordedDocs, recordedInfo } from './recorded.ts'
import { findRedisServer, startRedisServer } from './redis-server.ts'
import { startResident } from './resident.ts'
import {
  type CommandDocs,
  type CommandInfo,
  fetchCommandDocs,
  fetchCommandInfo,
  withSubcommands,
} from './table.ts'

describe('resident', () => {
  let server: Contestant
  let info: CommandInfo[]
  let docs: Record<string, CommandDocs>
  beforeAll(async () => {
    server = await startResident()
    info = await fetchCommandInfo(server)
    docs = await fetchCommandDocs(server)
  })
  afterAll(() => server.stop())

  test('COMMAND tells of every command what Redis tells', () => {
    expect(info).toEqual(recordedInfo())
  })

  test('COMMAND DOCS tells of every command what Redis tells', () => {
    expect(docs).toEqual(recordedDocs())
  })
})

describe.skipIf(findRedisServer() === undefined)('redis-server', () => {
  test('what was recorded of COMMAND and COMMAND DOCS is what it tells', async () => {
    const server = await startRedisServer()
    expect(await fetchCommandInfo(server)).toEqual(recordedInfo())
    expect(await fetchCommandDocs(server)).toEqual(recordedDocs())
    await server.stop()
  })
})

describe('rules', () => {
  const all = withSubcommands(recordedInfo())

  test('every command whose output Redis calls nondeterministic has a rule, or a reason for none', () => {
    const open = all.filter(({ tips }) =>
      tips.some((tip) => tip.startsWith('nondeterministic_output')),
    )
    const known = new Set([...ruledNames(), ...Object.keys(EXACT_IN_SPITE_OF_TIPS)])
    expect(open.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([])
  })

  test('every rule is for a command that Redis has', () => {
    const names = new Set([...all.map(({ name }) => name), 'debug|object'])
    expect(ruledNames().filter((name) => !names.has(name))).toEqual([])
  })
})
