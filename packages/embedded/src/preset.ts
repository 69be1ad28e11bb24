import { btreeEngine } from '@resident/engine-btree'
import { mapEngine } from '@resident/engine-map'
import type { Engine } from '@resident/storage'

/** `btree`: sorted sets and streams use sorted-btree, all other values Maps and arrays. `map`: all values use Maps and arrays. */
export type EnginePreset = 'btree' | 'map'

/** The engines that `startServer` knows by name. */
export const PRESETS: Readonly<Record<EnginePreset, Engine>> = {
  map: mapEngine,
  btree: { ...mapEngine, ...btreeEngine },
}

export const DEFAULT_PRESET: EnginePreset = 'btree'
