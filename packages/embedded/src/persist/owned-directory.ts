import {
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '@resident/server'

const LOCK = 'owner.lock'

/** Directories that servers of this process own, whichever copy of this package they come from. */
const REGISTRY: unique symbol = Symbol.for('@resident/embedded:owned-directories') as never

/** Which process owns a directory: its id and its start time, since ids are reused. */
interface Owner {
  readonly pid: number
  /** Empty if the system does not tell. */
  readonly began: string
}

/**
 * A directory in which only one server at a time keeps its data.
 *
 * The lock is a file that names its owner. It stays behind if the owner is killed: the next server then finds that there is
 * no such process, and takes the lock over.
 */
export class OwnedDirectory {
  readonly path: string
  readonly #lock: string

  /** Throws a UsageError with code ERR_OWNED if another server owns the directory. */
  constructor(path: string) {
    mkdirSync(path, { recursive: true })
    this.path = realpathSync(path)
    this.#lock = join(this.path, LOCK)
    if (ownedHere().has(this.path)) throw owned(this.path, process.pid)
    this.#take()
    ownedHere().add(this.path)
  }

  release(): void {
    if (!ownedHere().delete(this.path)) return
    rmSync(this.#lock, { force: true })
  }

  #take(): void {
    const mine = JSON.stringify({ pid: process.pid, began: beginningOf(process.pid) })
    for (;;) {
      try {
        writeFileSync(this.#lock, mine, { flag: 'wx' })
        return
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const found = readLock(this.#lock)
      if (found === undefined) continue
      const owner = parsed(found)
      if (owner !== undefined && isAlive(owner)) throw owned(this.path, owner.pid)
      this.#remove(found)
    }
  }

  /** Removes the lock of a process that has ended, but not one that has replaced it meanwhile. */
  #remove(stale: string): void {
    const aside = `${this.#lock}.${process.pid}`
    try {
      renameSync(this.#lock, aside)
    } catch (error) {
      if (!isMissing(error)) throw error
      return
    }
    if (readLock(aside) !== stale) linkSync(aside, this.#lock)
    rmSync(aside, { force: true })
  }
}

function ownedHere(): Set<string> {
  const holder = globalThis as { [REGISTRY]?: Set<string> }
  holder[REGISTRY] ??= new Set()
  return holder[REGISTRY]
}

/** `undefined` if there is none, or not any more. */
function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (!isMissing(error)) throw error
    return undefined
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

/** `undefined` if it was cut off by a crash, or is being written. */
function parsed(lock: string): Owner | undefined {
  try {
    return JSON.parse(lock) as Owner
  } catch {
    return undefined
  }
}

function isAlive({ pid, began }: Owner): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it exists, but belongs to another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return began === beginningOf(pid)
}

/** When the process started, in ticks since boot; '' if the system has no /proc, 'over' if the process has ended. */
function beginningOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name, in parentheses, may contain spaces.
    const facts = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    // A zombie: it has ended, but its parent has not waited for it yet.
    if (facts[0] === 'Z') return 'over'
    return facts[19] ?? ''
  } catch {
    return ''
  }
}

function owned(path: string, pid: number): UsageError {
  return new UsageError(
    'ERR_OWNED',
    `Process ${pid}${pid === process.pid ? ', this one,' : ''} has a server that keeps its data in ${path}: close that, or give another directory.`,
  )
}
