import { resolve } from 'node:path'
import { toUtf8 } from '@resident/bytes'
import { Gate, type PersistencePort, type ReloadWish } from '@resident/commands'
import { messageOf } from '../message-of.ts'
import type { Server } from '../server.ts'
import { nextTurn } from '../timers.ts'
import { UsageError } from '../usage-error.ts'
import { wholeSeconds } from '../whole-seconds.ts'
import { BackgroundSave } from './background-save.ts'
import type { DataFiles, Draft, Reading } from './data-files.ts'
import { Load, type LoadOptions } from './load.ts'
import { Save } from './save.ts'

/** How long loading may block the event loop at a time, in milliseconds. */
const SLICE = 5
/** Seconds until a save that failed is tried again. */
const RETRY_DELAY = 5

/** The facts about saves and loads that INFO's section Persistence shows. */
export interface PersistenceFacts {
  readonly saves: number
  readonly lastSaveOk: boolean
  /** How many seconds the last background save took, and the current one has taken so far; -1 if there is none. */
  readonly lastDuration: number
  readonly currentDuration: number
  readonly processed: number
  readonly total: number
  readonly keysLoaded: number
  readonly keysExpired: number
}

/** A background save in progress. */
interface Background {
  readonly saving: BackgroundSave
  /** Unix seconds. */
  readonly startedAt: number
  /** How many changes there had been since the last save when this one began. */
  readonly dirty: number
}

/** A file being loaded. */
interface Opened {
  readonly load: Load
  readonly reading: Reading
}

/** Saves the data to the file that `dir` and `dbfilename` name, and loads them from there. */
export class Persistence implements PersistencePort {
  /** Unix seconds. */
  lastSave: number
  readonly #server: Server
  readonly #files: DataFiles
  #background: Background | undefined
  #saves = 0
  #lastSaveOk = true
  #lastTry = 0
  #scheduled = false
  #lastDuration = -1
  #keysLoaded = 0
  #keysExpired = 0
  #whenDone: ((saved: boolean) => void)[] = []

  constructor(server: Server, files: DataFiles) {
    this.#server = server
    this.#files = files
    this.lastSave = wholeSeconds(server.clock.now())
    // When time is moved by hand, a save in progress is finished first.
    server.clock.join({ travel: () => this.#background?.saving.hurry() })
    server.config.follow(['save', 'stop-writes-on-bgsave-error'], () => this.#guard())
  }

  /** Whether a background save is in progress. */
  get saving(): boolean {
    return this.#background !== undefined
  }

  get facts(): PersistenceFacts {
    const { startedAt, saving } = this.#background ?? {}
    return {
      saves: this.#saves,
      lastSaveOk: this.#lastSaveOk,
      lastDuration: this.#lastDuration,
      currentDuration: startedAt === undefined ? -1 : this.#now - startedAt,
      processed: saving?.save.processed ?? 0,
      total: saving?.save.total ?? 0,
      keysLoaded: this.#keysLoaded,
      keysExpired: this.#keysExpired,
    }
  }

  /** Whether the parameter `save` names any save points. */
  get hasSavePoints(): boolean {
    return this.#server.config.savePoints.length > 0
  }

  save(): boolean {
    this.#saves++
    return this.saveUncounted()
  }

  saveUncounted(): boolean {
    const began = this.#begin()
    if (began === undefined) return false
    const { save, draft } = began
    try {
      save.run(Number.POSITIVE_INFINITY)
      draft.commit()
    } catch (error) {
      this.#sayWriteError(error)
      draft.discard()
      return false
    } finally {
      save.release()
    }
    this.#server.log('notice', 'DB saved on disk')
    this.#server.keyspaceStats.dirty = 0
    this.#succeeded()
    return true
  }

  saveInBackground(): void {
    this.#saves++
    this.#scheduled = false
    this.#lastTry = this.#now
    this.#server.log('notice', `Background saving started by pid ${process.pid}`)
    const began = this.#begin()
    if (began === undefined) return this.#failed()
    const saving = new BackgroundSave(began.save, began.draft, (error) => {
      if (error !== undefined) this.#sayWriteError(error)
      // Otherwise cron notices it, as Redis's cron notices the end of the child process.
      if (this.#whenDone.length > 0) this.#note()
    })
    this.#background = { saving, startedAt: this.#now, dirty: this.#server.keyspaceStats.dirty }
  }

  saveSoon(): void {
    this.#scheduled = true
  }

  resetStats(): void {
    this.#saves = 0
  }

  /** Saves without blocking the event loop; resolves with whether it succeeded. */
  saveLater(): Promise<boolean> {
    return new Promise((resolve) => {
      if (!this.saving) this.saveInBackground()
      if (this.saving) this.#whenDone.push(resolve)
      else resolve(false)
    })
  }

  reload({ save, flush, merge }: ReloadWish): 'reloaded' | 'not saved' | 'not loaded' {
    this.#background?.saving.hurry()
    if (save && !this.saveUncounted()) return 'not saved'
    if (flush) {
      this.#server.tracking.flushed()
      this.#server.databases.flushAll()
      this.#server.libraries?.flush()
    }
    const opened = this.#open({ merge })
    if (opened === undefined) return 'not loaded'
    try {
      while (opened.load.step()) {}
    } catch (error) {
      this.#server.log('warning', messageOf(error))
      return 'not loaded'
    } finally {
      this.#close(opened)
    }
    this.#server.log('warning', 'DB reloaded by DEBUG RELOAD')
    return 'reloaded'
  }

  /**
   * Loads the file, if there is one, without blocking the event loop; resolves with whether there was one.
   * Throws a UsageError with code ERR_LOAD if it cannot be read completely.
   */
  async load(): Promise<boolean> {
    const { clock } = this.#server
    const began = clock.elapsed()
    try {
      const opened = this.#open({ merge: false })
      if (opened === undefined) return false
      try {
        while (this.#loadFor(SLICE, opened.load)) await turn()
      } finally {
        this.#close(opened)
      }
    } catch (error) {
      throw new UsageError('ERR_LOAD', `${this.#path}: ${messageOf(error)}`)
    }
    const took = (clock.elapsed() - began) / 1000
    this.#server.log('notice', `DB loaded from disk: ${took.toFixed(3)} seconds`)
    return true
  }

  /** Called by FLUSHALL: cancels a background save and, if there are save points, saves the empty databases. */
  flushed(): void {
    this.cancel()
    if (this.hasSavePoints) this.saveUncounted()
  }

  /** Cancels a background save. */
  cancel(): void {
    if (this.#background === undefined) return
    this.#background.saving.cancel()
    this.#note()
  }

  /** Called by cron: notes that a background save has ended, and starts one that is due. */
  tick(): void {
    if (this.#background?.saving.outcome !== undefined) this.#note()
    if (this.#background === undefined) this.#saveIfDue()
  }

  get #now(): number {
    return wholeSeconds(this.#server.clock.now())
  }

  get #path(): string {
    const { config } = this.#server
    return resolve(toUtf8(config.value('dir')), toUtf8(config.value('dbfilename')))
  }

  #begin(): { save: Save; draft: Draft } | undefined {
    try {
      const draft = this.#files.draft(this.#path)
      return { save: new Save(this.#server, draft), draft }
    } catch (error) {
      this.#sayWriteError(error)
      return undefined
    }
  }

  /** Notes the outcome of a background save. */
  #note(): void {
    if (this.#background === undefined) return
    const { saving, startedAt, dirty } = this.#background
    this.#background = undefined
    this.#lastDuration = this.#now - startedAt
    if (saving.outcome === 'saved') {
      this.#server.keyspaceStats.dirty -= dirty
      this.#succeeded()
      this.#server.log('notice', 'Background saving terminated with success')
    } else if (saving.outcome === 'failed') {
      this.#failed()
    }
    for (const done of this.#whenDone.splice(0)) done(saving.outcome === 'saved')
  }

  #saveIfDue(): void {
    const { config, keyspaceStats } = this.#server
    if (!this.#scheduled && !this.hasSavePoints) return
    if (!this.#lastSaveOk && this.#now - this.#lastTry <= RETRY_DELAY) return
    if (this.#scheduled) {
      this.saveInBackground()
      return
    }
    const due = config.savePoints.find(
      ({ seconds, changes }) =>
        keyspaceStats.dirty >= changes && this.#now - this.lastSave > seconds,
    )
    if (due === undefined) return
    this.#server.log('notice', `${due.changes} changes in ${due.seconds} seconds. Saving...`)
    this.saveInBackground()
  }

  #open(options: LoadOptions): Opened | undefined {
    const reading = this.#files.open(this.#path)
    return reading && { load: new Load(this.#server, reading, options), reading }
  }

  /** Loads for `budget` milliseconds; returns whether there is more. */
  #loadFor(budget: number, load: Load): boolean {
    const { clock } = this.#server
    const end = clock.elapsed() + budget
    while (load.step()) if (clock.elapsed() >= end) return true
    return false
  }

  #close({ load, reading }: Opened): void {
    reading.close()
    this.#keysLoaded = load.keysLoaded
    this.#keysExpired = load.keysExpired
    // What was loaded does not count as a change since the last save.
    this.#server.keyspaceStats.dirty = 0
  }

  #succeeded(): void {
    this.lastSave = this.#now
    this.#lastSaveOk = true
    this.#guard()
  }

  #failed(): void {
    this.#server.log('warning', 'Background saving error')
    this.#lastSaveOk = false
    this.#guard()
  }

  /** stop-writes-on-bgsave-error: if saves are wanted and fail, writes are refused, so that somebody notices. */
  #guard(): void {
    const { config } = this.#server
    const stops = config.value('stop-writes-on-bgsave-error') === 'yes'
    this.#server.guard(Gate.UNSAVED, stops && this.hasSavePoints && !this.#lastSaveOk)
  }

  #sayWriteError(error: unknown): void {
    this.#server.log('warning', `Write error saving DB on disk: ${messageOf(error)}`)
  }
}

function turn(): Promise<void> {
  return new Promise((resume) => nextTurn(resume))
}
