import type { Declaration } from './declarations.ts'
import type { Observer } from './observe.ts'
import type { Runtime } from './runtime.ts'

/** What there is once in a process, though this package may be loaded twice (as ESM and as CommonJS, say). */
export interface Shared {
  readonly declarations: Map<string, Declaration>
  readonly observers: Observer[]
  /** The connections that caches use. */
  runtime: Runtime | undefined
  /** Those of the test that runs, where there is one: `isolated` of the testing door sets it. */
  scoped: (() => Runtime | undefined) | undefined
}

const door: unique symbol = Symbol.for('@resident/cache') as never

function shareIn(place: { [door]?: Shared }): Shared {
  place[door] ??= { declarations: new Map(), observers: [], runtime: undefined, scoped: undefined }
  return place[door]
}

export const shared: Shared = shareIn(globalThis as { [door]?: Shared })
