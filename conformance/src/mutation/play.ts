import { readFileSync } from 'node:fs'
import process from 'node:process'
import { startResident } from '../resident.ts'
import { checkSection, explain } from '../transcript/judge.ts'
import { type Played, type Scene, sectionOf } from './scenes.ts'

/**
 * A process of its own, since what is planted in the sources may go on for ever: plays the scenes of a file, and tells
 * of each what came of it. Whoever has started it decides when it has seen enough.
 */

/** A disagreement that comes again; one that does not, an answer that took its time, tells nothing. */
async function disagreementIn(scene: Scene): Promise<string> {
  const section = sectionOf(scene)
  let shown = ''
  for (let times = 0; times < 2; times++) {
    const server = await startResident({ engine: scene.engine, config: section.config })
    const [disagreement] = await checkSection(server, section, scene.resp)
    shown = disagreement === undefined ? '' : explain(disagreement)
    // It throws where there was an internal error.
    await server.stop().catch((fault: Error) => {
      shown = fault.message
    })
    if (shown === '') return ''
  }
  return shown
}

const scenes = JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as Scene[]
for (const scene of scenes) {
  globalThis.comeBy = new Set()
  const disagreement = await disagreementIn(scene)
  process.send?.({ disagreement, comeBy: [...globalThis.comeBy] } satisfies Played)
}
process.disconnect?.()
