import { appendFileSync } from 'node:fs'
import type { LogLevel } from '@resident/embedded'

const MARKS: Readonly<Record<LogLevel, string>> = {
  debug: '.',
  verbose: '-',
  notice: '*',
  warning: '#',
}
const LEVELS: readonly LogLevel[] = ['debug', 'verbose', 'notice', 'warning']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The log, in the lines that redis-server writes. */
export class ServerLog {
  /** Absolute; standard output where there is none. */
  file: string | undefined
  /** The least that is written. */
  level: () => LogLevel = () => 'notice'
  /** `C` while it starts, `M` for a master. */
  role: 'C' | 'M' = 'C'

  readonly write = (level: LogLevel, message: string): void => {
    if (LEVELS.indexOf(level) < LEVELS.indexOf(this.level())) return
    this.#line(`${process.pid}:${this.role} ${timestamp(new Date())} ${MARKS[level]} ${message}`)
  }

  /** What stands for itself, without time and process. */
  raw(level: LogLevel, text: string): void {
    if (LEVELS.indexOf(level) >= LEVELS.indexOf(this.level())) this.#line(text)
  }

  /** Whether a person is reading. */
  get isTerminal(): boolean {
    return this.file === undefined && process.stdout.isTTY === true
  }

  /** What redis-server writes from within a signal's handler. */
  signal(message: string): void {
    const seconds = Math.floor(Date.now() / 1000)
    this.#line(`${process.pid}:signal-handler (${seconds}) ${message}`)
  }

  #line(line: string): void {
    if (this.file === undefined) process.stdout.write(`${line}\n`)
    else appendTo(this.file, line)
  }
}

/** As in Redis, what cannot be written (the disk is full, the folder has gone) is lost, and the server goes on. */
function appendTo(file: string, line: string): void {
  try {
    appendFileSync(file, `${line}\n`)
  } catch {
    // There is no other place to say so.
  }
}

/** 21 Nov 2026 07:05:37.595, in local time. */
function timestamp(at: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  const day = `${two(at.getDate())} ${MONTHS[at.getMonth()]} ${at.getFullYear()}`
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')
  return `${day} ${time}.${String(at.getMilliseconds()).padStart(3, '0')}`
}
