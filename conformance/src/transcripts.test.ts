import { readFileSync } from 'node:fs'
import { afterAll, describe, test } from 'vitest'
import type { Contestant } from './contestant.ts'
import { allTranscripts, shortPath } from './paths.ts'
import { findRedisServer, otherRelease, versionOf } from './redis-server.ts'
import { startResident } from './resident.ts'
import { checkSection, explain } from './transcript/judge.ts'
import { OraclePool } from './transcript/oracle-pool.ts'
import { parseTranscript, type Section } from './transcript/parse.ts'
import type { Resp } from './transcript/play.ts'

/** How each transcript is played at ours: both presets, both transports, both protocols. */
const WAYS = [
  { engine: 'btree', transport: 'in-process', resp: 2 },
  { engine: 'btree', transport: 'in-process', resp: 3 },
  { engine: 'map', transport: 'in-process', resp: 2 },
  { engine: 'map', transport: 'in-process', resp: 3 },
  { engine: 'btree', transport: 'tcp', resp: 2 },
  { engine: 'map', transport: 'tcp', resp: 3 },
] as const

/** One for each protocol, so that both are played at the same time. */
const oracles = { 2: new OraclePool(), 3: new OraclePool() }
const oracle = findRedisServer()
/** Of the real server, where it is not the reference version: its own replies are looked for in the transcripts. */
const release = oracle === undefined ? undefined : otherRelease(versionOf(oracle))
const normalised = new Map<string, number>()

afterAll(async () => {
  await Promise.all([oracles[2].stop(), oracles[3].stop()])
  const uses = [...normalised].map(([command, times]) => `${command} ${times}`)
  if (uses.length > 0) console.log(`agreed by a rule only: ${uses.join(', ')}`)
})

async function demandAgreement(
  server: Contestant,
  section: Section,
  resp: Resp,
  version?: string,
): Promise<void> {
  const disagreements = await checkSection(server, section, resp, normalised, version)
  if (disagreements.length === 0) return
  const shown = disagreements.slice(0, 3).map(explain).join('\n\n')
  const more = disagreements.length > 3 ? `\n\n… and ${disagreements.length - 3} more` : ''
  const error = new Error(`${server.name}, RESP${resp}\n${shown}${more}`)
  error.stack = ''
  throw error
}

for (const path of allTranscripts()) {
  describe(shortPath(path), () => {
    const { sections } = parseTranscript(readFileSync(path, 'utf8'))
    for (const section of sections) {
      test(section.title, async () => {
        for (const { resp, ...options } of WAYS) {
          const server = await startResident({ ...options, config: section.config })
          await demandAgreement(server, section, resp).finally(() => server.stop())
        }
      })

      const isNotThere = oracle === undefined || section.notAt.includes(release ?? '')
      test.skipIf(isNotThere)(`${section.title} (redis-server)`, async () => {
        const play = (resp: Resp): Promise<void> =>
          oracles[resp].use(section, (server) => demandAgreement(server, section, resp, release))
        await Promise.all([play(2), play(3)])
      })
    }
  })
}
