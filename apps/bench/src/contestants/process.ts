import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** Linux counts a process's time in hundredths of a second. */
const TICKS_PER_SECOND = 100

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

  /** User and system time so far, in microseconds. */
  cpu(): number {
    const stat = readFileSync(`/proc/${this.#child.pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return ((Number(fields[11]) + Number(fields[12])) * 1_000_000) / TICKS_PER_SECOND
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
): Promise<ServerProcess> {
  const port = await freePort()
  const [program, ...args] = commandLine(port)
  const child = spawn(program, args, { stdio: 'ignore' })
  child.once('error', (error) => {
    process.stderr.write(`${name}: ${error.message}\n`)
    process.exit(1)
  })
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await answers(port)) return new ServerProcess(name, port, child)
    await delay(25)
  }
  throw new Error(`${name} does not listen`)
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
