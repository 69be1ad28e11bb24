export type { Log, LogLevel, TlsSettings } from '@resident/server'
export {
  type ConfigFile,
  ConfigFileError,
  type ConfigSources,
} from '@resident/server'
export { type InProcessIoredisOptions, ioredisOptions } from './ioredis.ts'
export type { StartOptions } from './options.ts'
export { type EnginePreset, PRESETS } from './preset.ts'
export { readConfigFile } from './read-config.ts'
export { Resident } from './resident.ts'
export { startServer } from './start.ts'
