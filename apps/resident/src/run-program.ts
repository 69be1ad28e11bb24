import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { RunWish } from './command-line.ts'
import { fill } from './data-file.ts'
import { openServer } from './open-server.ts'

/** What a shell adds to the number of the signal that ended a program. */
const BY_SIGNAL = 128
const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const
/** What a shell ends with where there is no such program, or one that may not be run. */
const NOT_FOUND = 127
const NOT_ALLOWED = 126

/**
 * `resident run`: starts a server, runs the program with its URL in the environment, and ends the server when the
 * program has ended. Gives its exit code; one that a signal ended has the code that a shell gives it.
 */
export async function runProgram(wish: RunWish): Promise<number> {
  const { server } = await openServer(wish, 0)
  try {
    if (wish.load !== undefined) await fill(server, wish.load)
    return await run(wish.program, { ...process.env, [wish.env]: server.url })
  } finally {
    await server.close()
  }
}

function run([program, ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(program!, args, { env, stdio: 'inherit' })
  const passOn = (signal: NodeJS.Signals): void => {
    child.kill(signal)
  }
  for (const signal of PASSED_ON) process.on(signal, passOn)
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' && error.code !== 'EACCES') return reject(error)
      const isMissing = error.code === 'ENOENT'
      const reason = isMissing ? `there is no program '${program}'` : `'${program}' may not be run`
      process.stderr.write(`resident: ${reason}\n`)
      resolve(isMissing ? NOT_FOUND : NOT_ALLOWED)
    })
    child.once('exit', (code, signal) => {
      for (const each of PASSED_ON) process.off(each, passOn)
      resolve(code ?? BY_SIGNAL + (signal === null ? 0 : constants.signals[signal]))
    })
  })
}
