import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** A server in a process of its own, measured from outside. */
export class ServerProcess {
  readonly name: string
  readonly port: number
  readonly #child: ChildProcess

  constructor(name: string, port: number, child: ChildProcess) {
    this.name = name
    this.port = port
    this.#child = child
  }

  /** Time on a processor so far, user and system, of all threads that live, in microseconds. */
  cpu(): number {
    const tasks = `/proc/${this.#child.pid}/task`
    return readdirSync(tasks).reduce((sum, task) => sum + onProcessor(`${tasks}/${task}`), 0) / 1000
  }

  /** What it holds of the machine's memory, in bytes. */
  rss(): number {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8')
    return Number(status.match(/VmRSS:\s+(\d+)/)![1]) * 1024
  }

  /** Asks a program of ours (measured-server.mjs) something; resolves to its answer. */
  async ask<T>(question: string): Promise<T> {
    const answered = once(this.#child, 'message')
    this.#child.send(question)
    const [answer] = await answered
    return answer as T
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#child.once('exit', () => resolve())
      this.#child.kill('SIGKILL')
    })
  }
}

/** Starts a program that will listen on a port of ours; resolves when it does. */
export async function startProcess(
  name: string,
  commandLine: (port: number) => readonly [program: string, ...args: string[]],
  { talks = false }: { readonly talks?: boolean } = {},
): Promise<ServerProcess> {
  const port = await freePort()
  const [program, ...args] = commandLine(port)
  const child = spawn(program, args, {
    stdio: talks ? ['ignore', 'ignore', 'inherit', 'ipc'] : 'ignore',
  })
  child.once('error', (error) => {
    process.stderr.write(`${name}: ${error.message}\n`)
    process.exit(1)
  })
  for (let attempt = 0; attempt < 400; attempt++) {
    if (await answers(port)) return new ServerProcess(name, port, child)
    await delay(25)
  }
  throw new Error(`${name} does not listen`)
}

/** Nanoseconds. To the nanosecond, where `stat` counts in hundredths of a second. */
function onProcessor(task: string): number {
  return Number(readFileSync(`${task}/schedstat`, 'utf8').split(' ')[0])
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
