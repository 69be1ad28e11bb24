export { allCommands } from './all.ts'
export { parseMemory } from './args/memory.ts'
export { Batch } from './batch.ts'
export { Blocking } from './blocking.ts'
export { Client, type ConnectionPort, Mode } from './client.ts'
export type {
  Argv,
  Command,
  CommandFlag,
  CommandGroup,
  Handler,
  KeyFlag,
  KeySpec,
} from './command.ts'
export { CommandError } from './errors.ts'
export { execute, run } from './execute.ts'
export { globMatches } from './glob.ts'
export { type NotifyFlags, notifyFlags, notifyKeyspaceEvent } from './notifications.ts'
export { PubSub } from './pubsub.ts'
export type { ClientsPort, ConfigPort, Fault, ServerPort, ServerStats } from './server-port.ts'
export { CommandTable, Row } from './table.ts'
export { REDIS_VERSION } from './version.ts'
export { WatchList } from './watch.ts'
