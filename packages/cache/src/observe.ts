import { elapsed } from './clock.ts'
import { CacheError } from './errors.ts'
import type { Operation, Request } from './operation.ts'
import { shared } from './shared.ts'

/** An operation that begins. */
export interface CacheOperation {
  readonly cluster: string
  /** The keyspace's key pattern. */
  readonly keyspace: string
  /** `get`, `set if not exists`, `pop left`… */
  readonly operation: string
  /** The first key, without the cluster's prefix. */
  readonly key: string | undefined
  readonly keys: number
  readonly writes: boolean
}

/** How it ended. `conflict` stands for CacheKeyExists; `ok` for operations that do not look anything up. */
export interface CacheResult {
  readonly outcome: 'hit' | 'miss' | 'ok' | 'conflict' | 'error'
  readonly milliseconds: number
  readonly error?: CacheError
}

/** Called when an operation begins; the function that it returns is called when the operation ends. Neither may throw. */
export type Observer = (operation: CacheOperation) => ((result: CacheResult) => void) | undefined

/** Calls `observer` for each operation of this process, until the returned function is called. */
export function observeCaches(observer: Observer): () => void {
  shared.observers.push(observer)
  return () => {
    const place = shared.observers.indexOf(observer)
    if (place !== -1) shared.observers.splice(place, 1)
  }
}

/** Performs an operation, and reports it to the observers. */
export async function observed<T>(
  about: { readonly cluster: string; readonly keyspace: string },
  { operation, keys }: Request,
  perform: () => Promise<T>,
): Promise<T> {
  const began = elapsed()
  const begun: CacheOperation = {
    ...about,
    operation: operation.name,
    key: keys[0],
    keys: keys.length,
    writes: operation.writes,
  }
  const endings = shared.observers.map((observer) => observer(begun))
  const end = (result: Omit<CacheResult, 'milliseconds'>): void => {
    const milliseconds = elapsed() - began
    for (const ending of endings) ending?.({ ...result, milliseconds })
  }
  try {
    const value = await perform()
    end({ outcome: outcomeOf(operation, value) })
    return value
  } catch (thrown) {
    if (thrown instanceof CacheError) end({ outcome: outcomeOfError(thrown), error: thrown })
    throw thrown
  }
}

/** Counts the hits and misses of an operation. */
export function tally({ operation, meter }: Request, value: unknown): void {
  if (operation.seeks === 'nothing') return
  if (operation.seeks === 'one') count(meter, value)
  else for (const each of value as readonly unknown[]) count(meter, each)
}

function count(meter: Request['meter'], value: unknown): void {
  if (value === undefined) meter.misses++
  else meter.hits++
}

function outcomeOf({ seeks }: Operation, value: unknown): CacheResult['outcome'] {
  if (seeks === 'nothing') return 'ok'
  const isMiss = Array.isArray(value)
    ? value.every((each) => each === undefined)
    : value === undefined
  return isMiss ? 'miss' : 'hit'
}

function outcomeOfError({ code }: CacheError): CacheResult['outcome'] {
  if (code === 'MISS') return 'miss'
  return code === 'KEY_EXISTS' ? 'conflict' : 'error'
}
