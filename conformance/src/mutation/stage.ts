import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from './bundle.ts'
import { type Planting, plantingPlugin } from './planting.ts'
import type { Played, Scene } from './scenes.ts'

const PLAY = fileURLToPath(new URL('play.ts', import.meta.url))
/** A scene takes a fraction of a second; a machine that has other things to do may need more. */
const PATIENCE_MS = 30_000

/** How a run of scenes ended: all were played, it was seen enough, or it neither went on nor told why. */
export type Ending = 'through' | 'enough' | 'stuck' | 'broken off'

/**
 * Plays scenes at sources in which something was planted, in a process of their own, until `enough` says so of one. Its folder
 * is used again by the next: there is one at a time.
 */
export async function playScenes(
  planting: Planting,
  scenes: readonly Scene[],
  folder: string,
  enough: (played: Played, scene: Scene) => boolean,
): Promise<Ending> {
  mkdirSync(folder, { recursive: true })
  const plan = join(folder, 'scenes.json')
  writeFileSync(plan, JSON.stringify(scenes))
  const chunk = await bundle(PLAY, folder, plantingPlugin(planting))
  const child = fork(join(folder, chunk), [plan], {
    // Of a mutant, only how it ends is of interest.
    stdio: ['ignore', 'ignore', planting.kind === 'mutant' ? 'ignore' : 'inherit', 'ipc'],
    execArgv: ['--max-old-space-size=1000'],
  })
  return await ending(child, scenes, enough)
}

function ending(
  child: ChildProcess,
  scenes: readonly Scene[],
  enough: (played: Played, scene: Scene) => boolean,
): Promise<Ending> {
  return new Promise((resolve) => {
    let seen = 0
    const end = (how: Ending): void => {
      clearTimeout(patience)
      child.removeAllListeners()
      child.kill('SIGKILL')
      resolve(how)
    }
    const patience = setTimeout(() => end('stuck'), PATIENCE_MS)
    child.on('message', (message) => {
      patience.refresh()
      const scene = scenes[seen++] as Scene
      if (enough(message as Played, scene)) end('enough')
      else if (seen === scenes.length) end('through')
    })
    child.once('exit', () => end('broken off'))
  })
}
