import type { Bytes } from '@resident/bytes'

/** What DEBUG RELOAD was asked to do. */
export interface ReloadWish {
  /** Save first; otherwise what was saved earlier is loaded. */
  readonly save: boolean
  /** Delete all keys before loading. */
  readonly flush: boolean
  /** Accept keys that exist already. */
  readonly merge: boolean
}

/** Saving the data and loading it again, for commands. */
export interface PersistencePort {
  /** When the data was last saved, in Unix seconds. */
  readonly lastSave: number
  /** A save in the background is under way. */
  readonly saving: boolean
  /** Saves; returns whether that succeeded. */
  save(): boolean
  /** Starts saving in the background. As in Redis, where a child process saves, whether that succeeds is known only later. */
  saveInBackground(): void
  /** The same, but soon. */
  saveSoon(): void
  reload(wish: ReloadWish): 'reloaded' | 'not saved' | 'not loaded'
  /** To be called when FLUSHALL has deleted all keys. */
  flushed(): void
}

/** How SHUTDOWN is to end the server. */
export interface ShutdownWish {
  /** `undefined`: only if saves are configured. */
  readonly save: boolean | undefined
  /** Shut down even if the data cannot be saved. */
  readonly force: boolean
}

/** The libraries of functions. */
export interface LibraryStore {
  /** The code of each. */
  codes(): Iterable<Bytes>
  /** Adds one; `replace` allows it to replace one of the same name. Throws if its code fails. */
  load(code: Bytes, replace: boolean): void
  /** Removes all. */
  flush(): void
  /** For INFO. */
  counts(): ScriptCounts
}

export interface ScriptCounts {
  readonly scripts: number
  readonly libraries: number
  readonly functions: number
}
