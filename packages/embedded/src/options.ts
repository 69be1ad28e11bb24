import type { Command } from '@resident/commands'
import type { EngineChoice } from '@resident/keyspace'
import type { ServerOptions, TlsSettings } from '@resident/server'
import type { EnginePreset } from './preset.ts'

type From<K extends keyof ServerOptions> = NonNullable<ServerOptions[K]>

/** What startServer takes; everything has a default. */
export interface StartOptions {
  /**
   * TCP port on `host`; 0, the default, is any free port, and `false` is no TCP. If it is not given and `config` names
   * `port` or `bind`, those count, in Redis's sense (port 0 is none, and `bind` may name several addresses).
   */
  readonly port?: number | false
  /** An address, or several that share the port. Default 127.0.0.1. */
  readonly host?: string | readonly string[]
  /** A unix socket to listen on as well: its path, or an object that also gives the file's permissions. */
  readonly unixSocket?: string | { readonly path: string; readonly mode?: number }
  /** Listens for TLS as well, on a port of its own; certificates are PEM. `port` 0, the default, is any free port. */
  readonly tls?: TlsSettings & { readonly port?: number }
  /** A preset's name, an engine, or a choice by database number. Default `btree`. */
  readonly engine?: EnginePreset | EngineChoice
  /** redis.conf's parameters, by their names there: `{ requirepass: 's3cret', databases: 4 }`. */
  readonly config?: Readonly<Record<string, string | number>>
  /**
   * Makes this server a Redis Cluster of one node, for clients that speak to nothing else: it owns all slots and accepts
   * requests at once. With `config: { 'cluster-enabled': 'yes' }` instead, it starts as redis-server does: without slots
   * (CLUSTER ADDSLOTSRANGE 0 16383 assigns all), and accepting requests only after two seconds.
   */
  readonly cluster?: boolean
  /** The file that `config` came from (`readConfigFile`), which CONFIG REWRITE rewrites. */
  readonly configFile?: From<'configFile'>
  /** rename-command: pairs of an old name and a new one; the new name '' removes the command. */
  readonly renames?: From<'renames'>
  /** Users by name, each with its rules as ACL SETUSER takes them: `{ alice: 'on >s3cret ~app:* +@all' }`. */
  readonly users?: From<'users'>
  /** Whether to load the file `dbfilename` in `dir` at start. Default: if `config` names one of the two. */
  readonly load?: boolean
  /**
   * A directory that keeps the data beyond the server's life: the server begins with the data found there, and saves
   * changes (to dump.rdb) after a second, when it closes, and when its process ends. Only one server can use a directory at
   * a time; for a second one `startServer` throws a UsageError with code ERR_OWNED. What `redis.save()`, SAVE or BGSAVE has
   * acknowledged survives even if the process is killed.
   */
  readonly persist?: string
  /** Seed of the random numbers: the same seed repeats the choices of SPOP, RANDOMKEY and eviction. */
  readonly seed?: number
  /** How many keys there may be in all. Beyond that `maxmemory-policy` acts: under noeviction, the default, writes are refused. */
  readonly maxKeys?: number
  /**
   * Deletes keys periodically, as Encore's embedded server does: every `everySeconds`, until `maxKeys` are left in all, in
   * the order that `maxmemory-policy` prefers; at random under noeviction. Default: never.
   */
  readonly cleanup?: From<'cleanup'>
  /** Commands of your own, in addition to Redis's or replacing them: rows like those of @resident/commands. */
  readonly commands?: Iterable<Command>
  /** Logs what clients send from the start (`redis.log`), keeping at most `limit` commands. Default: only from `log.start()` on. */
  readonly commandLog?: boolean | { readonly limit?: number }
  /** Whether clients may move the clock and cause faults with RESIDENT.CLOCK and RESIDENT.FAULTS. Default: no. */
  readonly control?: boolean
  /** Whether the process may end while the server listens. Default: only under a test runner (vitest, Jest, node:test). */
  readonly unref?: boolean
  /** Called with the lines that redis-server would write to its log. */
  readonly log?: From<'log'>
  /** Called with every internal error of the server; by default they become process warnings. */
  readonly onFault?: From<'onFault'>
}
