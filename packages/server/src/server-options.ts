import type { Command, Fault } from '@resident/commands'
import type { EngineChoice } from '@resident/keyspace'
import type { Cleanup } from './cleanup.ts'
import type { Log } from './log.ts'
import type { DataFiles } from './persistence/data-files.ts'
import type { UserRules } from './start-acl.ts'

/** The options of `createServer`. */
export interface ServerOptions {
  /** Makes the values: one engine for all databases, or a function that chooses one by database number. There is no default. */
  readonly engine: EngineChoice
  /** The commands that the server knows: `allCommands` of @resident/commands, or any selection of rows. */
  readonly commands: Iterable<Command>
  /** redis.conf's parameters, by their names there. */
  readonly config?: Readonly<Record<string, string>>
  /**
   * Users by name, each with its rules as ACL SETUSER takes them: `{ alice: 'on >s3cret ~app:* +@all' }`.
   * They replace redis.conf's `user` lines; the alternative is the parameter `aclfile`.
   */
  readonly users?: UserRules
  /** Seed of the random numbers; by default it is unpredictable. */
  readonly seed?: number
  /**
   * How many keys all databases may hold together. Beyond that keys are evicted as `maxmemory-policy` says, at the latest
   * when the current batch of commands has finished. Under `noeviction`, commands that could add keys are refused instead.
   */
  readonly maxKeys?: number
  /** Deletes keys from time to time, down to a bound. Default: never. */
  readonly cleanup?: Cleanup
  /**
   * Called with every internal error of the server. By default it becomes a warning of the process. If this function itself
   * throws, that becomes an uncaught exception, after the server has restored its own state.
   */
  readonly onFault?: (fault: Fault) => void
  /** The file that `config` came from, which CONFIG REWRITE rewrites. */
  readonly configFile?: string
  /** redis.conf's rename-command: pairs of an old name and a new one; the new name '' removes the command. */
  readonly renames?: readonly (readonly [from: string, to: string])[]
  /** Called with what redis-server would write to its log. */
  readonly log?: Log
  /** Where data are saved and loaded; by default on this machine's disks. */
  readonly files?: DataFiles
}
