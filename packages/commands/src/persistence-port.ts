import type { Bytes } from '@resident/bytes'

/** What DEBUG RELOAD is to do. */
export interface ReloadWish {
  /** Saves first: else what was saved before is loaded. */
  readonly save: boolean
  /** Deletes all keys before loading. */
  readonly flush: boolean
  /** Takes it that keys are there already. */
  readonly merge: boolean
}

/** Saving the data and loading them again, as commands ask for it. */
export interface PersistencePort {
  /** When the data were last saved, in Unix seconds. */
  readonly lastSave: number
  /** A save in the background is under way. */
  readonly saving: boolean
  /** Saves; says whether that went well. */
  save(): boolean
  /** Begins to save in the background. Whether that goes well is seen later, as in Redis, where a child process saves. */
  saveInBackground(): void
  /** The same, but soon. */
  saveSoon(): void
  reload(wish: ReloadWish): 'reloaded' | 'not saved' | 'not loaded'
  /** All keys of all databases have been deleted, by a client that wanted it. */
  flushed(): void
}

/** How SHUTDOWN is to end the server. */
export interface ShutdownWish {
  /** `undefined`: if saves are wanted at all. */
  readonly save: boolean | undefined
  /** Although the data cannot be saved. */
  readonly force: boolean
}

/** Libraries of functions. */
export interface LibraryStore {
  /** The code of each. */
  codes(): Iterable<Bytes>
  /** Takes one in; one of the same name only if it is to be replaced. Throws where its code does not run. */
  load(code: Bytes, replace: boolean): void
  /** Forgets all. */
  flush(): void
  /** For INFO. */
  counts(): ScriptCounts
}

export interface ScriptCounts {
  readonly scripts: number
  readonly libraries: number
  readonly functions: number
}
