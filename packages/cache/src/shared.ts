import type { Declaration } from './declarations.ts'
import type { Observer } from './observe.ts'
import type { Runtime } from './runtime.ts'

/** What exists once per process, even if this package is loaded twice (as ESM and as CommonJS, for instance). */
export interface Shared {
  readonly declarations: Map<string, Declaration>
  readonly observers: Observer[]
  /** The connections that caches use. */
  runtime: Runtime | undefined
  /** Finds those of the current test, if there is one; set by `isolated` of the `testing` entry point. */
  scoped: (() => Runtime | undefined) | undefined
}

const door: unique symbol = Symbol.for('@resident/cache') as never

function shareIn(place: { [door]?: Shared }): Shared {
  place[door] ??= { declarations: new Map(), observers: [], runtime: undefined, scoped: undefined }
  return place[door]
}

export const shared: Shared = shareIn(globalThis as { [door]?: Shared })
