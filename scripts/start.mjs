// `npm start`: sets up if needed, builds, serves. Arguments go to `resident serve`.

import { spawn } from 'node:child_process'
import { built, installed, root } from './setup.mjs'

installed()
built()

const child = spawn(
  process.execPath,
  [`${root}apps/resident/bin/resident.mjs`, 'serve', ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => {
  process.exitCode = code ?? 0
})
