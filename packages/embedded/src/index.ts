export type { Command } from '@resident/commands'
export type { Log, LogLevel, TlsSettings } from '@resident/server'
export {
  type ConfigFile,
  ConfigFileError,
  type ConfigSources,
} from '@resident/server'
export { CommandLog, type LogFilter } from './command-log.ts'
export type { DirectDatabase, DirectEntry } from './direct/database.ts'
export type { Listener, Subscription } from './direct/subscription.ts'
export type { Word } from './direct/words.ts'
export type { Duration } from './duration.ts'
export type { ActiveHook, Hook, Hooks } from './hooks.ts'
export { type InProcessIoredisOptions, ioredisOptions } from './ioredis.ts'
export type { LoggedClient, LoggedCommand } from './logged-command.ts'
export type { StartOptions } from './options.ts'
export { ErrorReply, type PlainReply } from './plain-reply.ts'
export { type EnginePreset, PRESETS } from './preset.ts'
export { readConfigFile } from './read-config.ts'
export { Resident } from './resident.ts'
export { ServerClock } from './server-clock.ts'
export { type ActiveFault, type Fault, ServerFaults } from './server-faults.ts'
export { Snapshot } from './snapshot.ts'
export { startServer } from './start.ts'
