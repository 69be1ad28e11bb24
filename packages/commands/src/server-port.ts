import type { Bytes } from '@resident/bytes'
import type { Clock, Databases } from '@resident/keyspace'
import type { ReplyWriter } from '@resident/protocol'
import type { Random } from '@resident/storage'
import type { AccessControl } from './acl/access-control.ts'
import type { Batch } from './batch.ts'
import type { Blocking } from './blocking.ts'
import type { Client } from './client.ts'
import type { ClusterNode } from './cluster/cluster-node.ts'
import type { Argv } from './command.ts'
import type { CommandError } from './errors.ts'
import type { Exchange } from './exchange-port.ts'
import type { Faults } from './faults/faults.ts'
import type { LatencyMonitor } from './latency-monitor.ts'
import type { MemoryReport } from './memory-report.ts'
import type { Monitors } from './monitors.ts'
import type { Pause } from './pause.ts'
import type { LibraryStore, PersistencePort, ShutdownWish } from './persistence-port.ts'
import type { PubSub } from './pubsub.ts'
import type { Slowlog } from './slowlog.ts'
import type { Suspension } from './suspension.ts'
import type { CommandTable, Row } from './table.ts'
import type { Taps } from './taps.ts'
import type { Tracking } from './tracking.ts'
import type { WatchList } from './watch.ts'

/** A bug of ours that was met at run time (never a client's mistake). */
export interface Fault {
  readonly error: unknown
  /**
   * The command whose handler threw; `input`, `output` or `cron` for what the server does between commands, on a client's
   * behalf (which then loses its connection) or by itself.
   */
  readonly command: string
  /** The client whose command it was; `undefined` for what happens by itself. */
  readonly client: Client | undefined
}

/** The configuration parameters, as CONFIG GET and CONFIG SET see them. */
export interface ConfigPort {
  /** Values of all parameters that match one of the patterns, by name in lower case. */
  match(patterns: readonly Bytes[]): ReadonlyMap<string, Bytes>
  /** One parameter's value, as CONFIG GET shows it. */
  value(name: string): Bytes
  /**
   * Sets all of these or, throwing a CommandError, none. Where the system has to be asked first, returns a promise of the
   * refusal, or of `undefined`; it never rejects. `includingProtected`: whether protected ones may be among them.
   */
  set(
    changes: readonly (readonly [name: Bytes, value: Bytes])[],
    includingProtected?: boolean,
  ): Promise<CommandError | undefined> | undefined
  /** Whether the configuration came from a file. */
  readonly rewritable: boolean
  /** Writes the present configuration to that file, with these lines for the users; returns why that failed, if it did. */
  rewrite(users: readonly Bytes[]): string | undefined
  /** proto-max-bulk-len, in bytes. */
  readonly maxBulkLength: number
  /** busy-reply-threshold, in milliseconds; 0: scripts are never interrupted. */
  readonly busyReplyThreshold: number
  /** hll-sparse-max-bytes. */
  readonly hllSparseMaxBytes: number
}

/** All connected clients. */
export interface ClientsPort {
  readonly size: number
  [Symbol.iterator](): Iterator<Client>
  byId(id: number): Client | undefined
}

/** Counters that CONFIG RESETSTAT clears and INFO shows. */
export interface ServerStats {
  connections: number
  commands: number
  rejectedConnections: number
  /** Bytes from and to clients, and the number of reads and writes. */
  inputBytes: number
  outputBytes: number
  reads: number
  writes: number
  /** Error replies, by code. */
  readonly errors: Map<string, number>
}

/** The file that the parameter `aclfile` names. */
export interface AclFilePort {
  /** Its content, or why it cannot be read, in the system's words. */
  read(): { readonly content: Bytes } | { readonly reason: string }
  /** Replaces it atomically; returns whether that succeeded. */
  replace(content: Bytes): boolean
}

/** redis.conf's loglevel, from the most to the least verbose. */
export type LogLevel = 'debug' | 'verbose' | 'notice' | 'warning'

/** The JavaScript heap, which belongs to the whole process. */
export interface HeapPort {
  /** In bytes: what it has got from the system, and V8's limit. Takes some microseconds. */
  measure(): { readonly used: number; readonly limit: number }
  /** Collects all garbage, which blocks for about a millisecond per few mebibytes. */
  collect(): void
}

/** What commands ask of their host, which is mostly a server. */
export interface ServerPort {
  readonly clock: Clock
  readonly random: Random
  readonly databases: Databases
  readonly table: CommandTable
  readonly config: ConfigPort
  readonly clients: ClientsPort
  readonly watches: WatchList
  readonly pubsub: PubSub
  readonly blocking: Blocking
  readonly pause: Pause
  readonly suspension: Suspension
  readonly tracking: Tracking
  readonly monitors: Monitors
  readonly faults: Faults
  readonly taps: Taps
  readonly slowlog: Slowlog
  readonly latency: LatencyMonitor
  readonly stats: ServerStats
  readonly batch: Batch
  /** Bits of `Gate`: non-zero when every command must be looked at more closely than its row says. */
  readonly gate: number
  /** Sets or clears a bit of `gate`. */
  guard(bit: number, on: boolean): void
  /**
   * Evicts keys and clients as far as the limits demand; returns true if that was not enough, so that nothing more
   * may be stored. To be called before a command, and never within one.
   */
  makeRoom(): boolean
  /** The last result of `makeRoom`, which holds for all of a script. */
  readonly outOfMemory: boolean
  memoryReport(): MemoryReport
  /** The sections asked for, as INFO prints them to this client, if it is one that asks. */
  info(sections: readonly Bytes[], client?: Client): Bytes
  resetStats(): void
  /** Whether there is active expiry; if not, a key past its time is deleted only when a command meets it. */
  activeExpire: boolean
  /** Whether nothing is done periodically: no active expiry, no saves, no look at limits; only DEBUG makes it true. */
  cronPaused: boolean
  /** Whether scripts are refused the commands that are not for them; only DEBUG makes it false. */
  deniesScripts: boolean
  /** INFO's master_replid is another from now on. */
  changeReplicationId(): void
  readonly persistence: PersistencePort
  readonly exchange: Exchange
  /** The libraries of functions, to be saved and loaded; set by the package that runs them. */
  libraries: LibraryStore | undefined
  readonly acl: AccessControl
  readonly aclFile: AclFilePort
  /** Absent where cluster-enabled is `no`. */
  readonly cluster: ClusterNode | undefined
  /** A unique id of 40 hexadecimal digits. */
  drawId(): Bytes
  /** The SHA-1 of the bytes, 20 bytes. */
  sha1(content: Bytes): Bytes
  /** The SHA-256, 32 bytes. */
  sha256(content: Bytes): Bytes
  /** Shuts the server down, and disconnects all clients; returns false, and does not, if the data cannot be saved. */
  shutdown(wish: ShutdownWish): boolean
  onFault(fault: Fault): void
  readonly heap: HeapPort
  /** Logs a message. Whether `loglevel` lets it through is decided there, not by the caller. */
  readonly log: (level: LogLevel, message: string) => void
  /** Runs a command that may run (see `execute.ts`), for the commands that run others. */
  run(client: Client, row: Row, argv: Argv, reply: ReplyWriter): void
}
