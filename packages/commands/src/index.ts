export { AccessControl } from './acl/access-control.ts'
export { Catalogue } from './acl/catalogue.ts'
export { loadAclFile } from './acl/load-acl-file.ts'
export { userLineFault } from './acl/user-line.ts'
export { allCommands } from './all.ts'
export type { AnswerPort } from './answer-port.ts'
export { parseMemory } from './args/memory.ts'
export { Batch } from './batch.ts'
export { Blocking } from './blocking.ts'
export { Client, type ConnectionPort, Mode } from './client.ts'
export { argvMemory, clientMemory } from './client-memory.ts'
export { ClusterNode } from './cluster/cluster-node.ts'
export { redirectionOf, refusalOfWaiting, slotOf, slotOfQueue } from './cluster/redirection.ts'
export type {
  Argv,
  Command,
  CommandFlag,
  CommandGroup,
  Declared,
  Handler,
  KeyFlag,
  KeySpec,
} from './command.ts'
export { type ClientType, clientTypeOf } from './connection/client-type.ts'
export { detachedPort } from './detached-port.ts'
export {
  CLUSTER_DOWN,
  CLUSTER_DOWN_READS_ONLY,
  CommandError,
  OOM,
  subcommandSyntax,
} from './errors.ts'
export type { Exchange, ExchangeOutcome, Target } from './exchange-port.ts'
export { countError, execute, run } from './execute.ts'
export type {
  FaultEffect,
  FaultInForce,
  FaultRule,
  FaultTarget,
  Latency,
  Loading,
} from './faults/fault-rule.ts'
export { Faults } from './faults/faults.ts'
export { SERVER_STATES, type ServerState } from './faults/server-state.ts'
export { Gate } from './gate.ts'
export { fromRdbValue } from './generic/rdb-value.ts'
export { globMatches } from './glob.ts'
export { helpOf } from './help.ts'
export { keysOf } from './key-specs.ts'
export { LatencyMonitor } from './latency-monitor.ts'
export type { DatabaseOverhead, MemoryReport } from './memory-report.ts'
export { Monitors } from './monitors.ts'
export { type NotifyFlags, notifyFlags, notifyKeyspaceEvent } from './notifications.ts'
export { Pause } from './pause.ts'
export { perform } from './perform.ts'
export type {
  LibraryStore,
  PersistencePort,
  ReloadWish,
  ShutdownWish,
} from './persistence-port.ts'
export { PubSub } from './pubsub.ts'
export { quoted } from './quoted.ts'
export { type ReplyFields, replyValue } from './reply-value.ts'
export { isLocal } from './server/enabled-command.ts'
export type {
  AclFilePort,
  ClientsPort,
  ConfigPort,
  Fault,
  HeapPort,
  LogLevel,
  ServerPort,
  ServerStats,
} from './server-port.ts'
export { shownArgv } from './shown-argv.ts'
export { Slowlog } from './slowlog.ts'
export { type Halted, Suspension } from './suspension.ts'
export { CommandTable, Row } from './table.ts'
export { type Call, nameOf, type Tap, Taps } from './taps.ts'
export { Tracking } from './tracking.ts'
export { untilZero } from './until-zero.ts'
export { REDIS_VERSION } from './version.ts'
export { WatchList } from './watch.ts'
export { writesDenied } from './writes-denied.ts'
