import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { allTranscripts } from '../paths.ts'
import { parseTranscript, type Section } from '../transcript/parse.ts'

/** What transcripts hold of a release that is not the reference version. */
interface Held {
  requests: number
  sectionsNotAt: number
  /** By transcript: how many of its requests it answers otherwise. */
  readonly byTranscript: Map<string, number>
}

/** The part of docs/parity.md that tells how other releases of Redis differ from the reference version. */
export function renderOtherReleases(): string[] {
  const releases = heldReleases()
  if (releases.size === 0) return []
  return [
    '## Other releases',
    '',
    'The transcripts also have what other releases of Redis answer to the same requests, if it differs (`7.4| …`;',
    '[following-redis.md](following-redis.md)). That does not affect Resident: it shows how much work following them would be.',
    '',
    '| Redis | requests answered differently | in transcripts | sections that it cannot play |',
    '|---|--:|--:|--:|',
    ...[...releases].map(
      ([release, { requests, byTranscript, sectionsNotAt }]) =>
        `| ${release} | ${requests} | ${byTranscript.size} | ${sectionsNotAt} |`,
    ),
    '',
    ...[...releases].map(([release, { byTranscript }]) => `- ${release}: ${listOf(byTranscript)}`),
    '',
  ]
}

function heldReleases(): Map<string, Held> {
  const releases = new Map<string, Held>()
  const of = (release: string): Held => {
    const known = releases.get(release)
    if (known !== undefined) return known
    const held: Held = { requests: 0, sectionsNotAt: 0, byTranscript: new Map() }
    releases.set(release, held)
    return held
  }
  for (const path of allTranscripts()) {
    const name = basename(path, '.transcript')
    for (const section of parseTranscript(readFileSync(path, 'utf8')).sections) {
      for (const release of section.notAt) of(release).sectionsNotAt++
      for (const release of releasesOfSteps(section)) {
        const held = of(release)
        held.requests++
        held.byTranscript.set(name, (held.byTranscript.get(name) ?? 0) + 1)
      }
    }
  }
  return new Map([...releases].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** For each step, the releases at which something else comes, be it as its reply or at another client. */
function releasesOfSteps({ steps }: Section): string[] {
  return steps.flatMap((step) => {
    if (step.kind === 'text') return []
    const all = step.kind === 'request' ? [step.reply, ...step.arrivals] : step.arrivals
    return [...new Set(all.flatMap(({ versions }) => Object.keys(versions)))]
  })
}

/** Most first. */
function listOf(byTranscript: ReadonlyMap<string, number>): string {
  const sorted = [...byTranscript].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  return sorted.map(([name, requests]) => `${name} ${requests}`).join(', ')
}
