import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Contestant } from './contestant.ts'
import { EXACT_IN_SPITE_OF_TIPS, ruledNames } from './normalise.ts'
import { COMMANDS_SOURCE, RECORDED } from './paths.ts'
import { findRedisServer, startRedisServer } from './redis-server.ts'
import { startResident } from './resident.ts'
import { type CommandDocs, type CommandInfo, fetchCommandDocs, fetchCommandInfo } from './table.ts'

const recordedInfo = JSON.parse(
  readFileSync(join(RECORDED, 'command-info.json'), 'utf8'),
) as CommandInfo[]

function recordedDocs(group: string): Record<string, CommandDocs> {
  const text = readFileSync(join(COMMANDS_SOURCE, 'docs', `${group}.json`), 'utf8')
  return (JSON.parse(text) as { commands: Record<string, CommandDocs> }).commands
}

/** What both have, each named `get` or `config|get`; a container without the subcommands that ours lacks. */
function shared(theirs: readonly CommandInfo[], ours: readonly CommandInfo[]): CommandInfo[] {
  return ours.flatMap((mine) => {
    const other = theirs.find((each) => each.name === mine.name)
    if (other === undefined) return []
    return [{ ...other, subcommands: shared(other.subcommands, mine.subcommands) }]
  })
}

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
    expect(info.length).toBeGreaterThan(0)
    expect(info).toEqual(shared(recordedInfo, info))
  })

  test('COMMAND DOCS tells of every command what Redis tells', () => {
    expect(Object.keys(docs).sort()).toEqual(info.map(({ name }) => name))
    for (const [name, mine] of Object.entries(docs)) {
      const theirs = recordedDocs(mine.group)[name]
      const { subcommands, ...rest } = mine
      const { subcommands: others, ...otherRest } = theirs as CommandDocs
      expect(rest).toEqual(otherRest)
      for (const [sub, each] of Object.entries(subcommands ?? {})) {
        expect(each).toEqual(others?.[sub])
      }
    }
  })
})

describe.skipIf(findRedisServer() === undefined)('redis-server', () => {
  test('what was recorded of COMMAND and COMMAND DOCS is what it tells', async () => {
    const server = await startRedisServer()
    expect(await fetchCommandInfo(server)).toEqual(recordedInfo)
    const docs = await fetchCommandDocs(server)
    for (const group of new Set(Object.values(docs).map((each) => each.group))) {
      const ofGroup = Object.entries(docs).filter(([, each]) => each.group === group)
      expect(Object.fromEntries(ofGroup)).toEqual(recordedDocs(group))
    }
    await server.stop()
  })
})

describe('rules', () => {
  const all = recordedInfo.flatMap((each) => [each, ...each.subcommands])

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
