import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { loadGrammars } from '../generate/grammar.ts'
import { playedRequests } from '../parity/evidence.ts'
import { allTranscripts, shortPath } from '../paths.ts'
import { startResident } from '../resident.ts'
import { checkSection, explain } from '../transcript/judge.ts'
import { parseTranscript } from '../transcript/parse.ts'
import { keepSeen, noting } from './seen.ts'

/** Together they reach whatever is above the transport. */
const WAYS = [
  { engine: 'btree', resp: 2 },
  { engine: 'map', resp: 3 },
] as const

const errors = new Set<string>()

for (const path of allTranscripts()) {
  test(shortPath(path), async () => {
    for (const section of parseTranscript(readFileSync(path, 'utf8')).sections) {
      for (const { engine, resp } of WAYS) {
        const server = await startResident({ engine, config: section.config })
        const disagreements = await checkSection(noting(server, errors), section, resp)
        await server.stop()
        expect(disagreements.map(explain)).toEqual([])
      }
    }
  })
}

afterAll(() => {
  const commands: Record<string, number> = {}
  const options = new Set<string>()
  for (const { command, reading } of playedRequests(loadGrammars())) {
    commands[command] = (commands[command] ?? 0) + 1
    for (const token of reading?.tokens ?? []) options.add(`${command} ${token}`)
  }
  keepSeen({ errors: [...errors], commands, options: [...options] })
})
