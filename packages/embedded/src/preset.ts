import { btreeEngine } from '@resident/engine-btree'
import { mapEngine } from '@resident/engine-map'
import type { Engine } from '@resident/storage'

/** `btree`: what stays in order stands on sorted-btree, the rest on Maps and arrays. `map`: all of it does. */
export type EnginePreset = 'btree' | 'map'

/** The engines that `startServer` knows by name. */
export const PRESETS: Readonly<Record<EnginePreset, Engine>> = {
  map: mapEngine,
  btree: { ...mapEngine, ...btreeEngine },
}

export const DEFAULT_PRESET: EnginePreset = 'btree'
