import type { Command, Fault } from '@resident/commands'
import type { EngineChoice } from '@resident/keyspace'
import type { Cleanup } from './cleanup.ts'
import type { Log } from './log.ts'
import type { DataFiles } from './persistence/data-files.ts'
import type { UserRules } from './start-acl.ts'

/** What `createServer` is told. */
export interface ServerOptions {
  /** Who makes the values: one engine for all databases, or a choice by number. There is no default. */
  readonly engine: EngineChoice
  /** The rows that the server answers; `allCommands` of @resident/commands for all there are. */
  readonly commands: Iterable<Command>
  /** redis.conf's parameters, by their names there. */
  readonly config?: Readonly<Record<string, string>>
  /**
   * Users by name, each with its rules as ACL SETUSER takes them: `{ alice: 'on >s3cret ~app:* +@all' }`.
   * They take the place of redis.conf's `user` lines; the parameter `aclfile` is the other way to give them.
   */
  readonly users?: UserRules
  /** What chance starts from; by default nobody knows. */
  readonly seed?: number
  /**
   * How many keys all databases may hold together. Beyond it keys go as `maxmemory-policy` says: at the latest
   * when a batch of commands is through. Under `noeviction` commands that could add more are refused instead.
   */
  readonly maxKeys?: number
  /** Deletes keys from time to time, down to a bound. Default: never. */
  readonly cleanup?: Cleanup
  /**
   * Hears of every fault of ours. By default it is a warning of the process. What it throws itself becomes an
   * uncaught exception, after the server has put its own affairs in order.
   */
  readonly onFault?: (fault: Fault) => void
  /** The file that `config` came from, for CONFIG REWRITE to rewrite. */
  readonly configFile?: string
  /** redis.conf's rename-command: names, and the new ones; '' takes a command away. */
  readonly renames?: readonly (readonly [from: string, to: string])[]
  /** Hears what redis-server would write to its log. */
  readonly log?: Log
  /** Where data are saved to and loaded from; by default this machine's disks. */
  readonly files?: DataFiles
}
