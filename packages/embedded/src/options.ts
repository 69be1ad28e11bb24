import type { Command } from '@resident/commands'
import type { EngineChoice } from '@resident/keyspace'
import type { ServerOptions, TlsSettings } from '@resident/server'
import type { EnginePreset } from './preset.ts'

type From<K extends keyof ServerOptions> = NonNullable<ServerOptions[K]>

/** What startServer takes; everything has a default. */
export interface StartOptions {
  /**
   * TCP port on `host`; 0, the default, is any that is free. `false`: no TCP. Where it is not given and `config` names
   * `port` or `bind`, those are taken, in Redis's sense (0 is none, and `bind` may be several).
   */
  readonly port?: number | false
  /** An address, or several that share the port. Default 127.0.0.1. */
  readonly host?: string | readonly string[]
  /** A unix socket beside; its path, or with the file's permissions. */
  readonly unixSocket?: string | { readonly path: string; readonly mode?: number }
  /** TLS beside, on a port of its own: certificates as PEM. 0, the default, is any port that is free. */
  readonly tls?: TlsSettings & { readonly port?: number }
  /** A preset's name, an engine, or a choice by database number. Default `btree`. */
  readonly engine?: EnginePreset | EngineChoice
  /** redis.conf's parameters, by their names there: `{ requirepass: 's3cret', databases: 4 }`. */
  readonly config?: Readonly<Record<string, string | number>>
  /**
   * A Redis Cluster of this one node, for clients that speak to nothing else: it owns all slots and takes requests at
   * once. With `config: { 'cluster-enabled': 'yes' }` instead, it starts as redis-server does: without slots (CLUSTER
   * ADDSLOTSRANGE 0 16383 gives it all), and it waits for two seconds.
   */
  readonly cluster?: boolean
  /** The file that `config` came from (`readConfigFile`), for CONFIG REWRITE to rewrite. */
  readonly configFile?: From<'configFile'>
  /** rename-command: names, and the new ones; '' takes a command away. */
  readonly renames?: From<'renames'>
  /** Users by name, each with its rules as ACL SETUSER takes them: `{ alice: 'on >s3cret ~app:* +@all' }`. */
  readonly users?: From<'users'>
  /** Whether to begin with the data of the file `dbfilename` in `dir`. Default: where `config` names one of the two. */
  readonly load?: boolean
  /**
   * A directory in which the data outlive the server: it begins with those that are there, and saves what has changed
   * (dump.rdb) a second later, when it closes and when its process ends. One server has it at a time; for another one
   * `startServer` throws a UsageError of code ERR_OWNED. What was said to be saved (`redis.save()`, SAVE, BGSAVE) survives
   * a process that is killed.
   */
  readonly persist?: string
  /** What chance starts from; the same seed repeats SPOP, RANDOMKEY and eviction. */
  readonly seed?: number
  /** How many keys there may be in all; beyond that `maxmemory-policy` acts: under noeviction, the default, writes are refused. */
  readonly maxKeys?: number
  /**
   * Deletes keys now and then, as Encore's embedded server does: every so many seconds, down to so many keys in all,
   * those that `maxmemory-policy` would have go first; any, where that names none. Default: never.
   */
  readonly cleanup?: From<'cleanup'>
  /** Commands of your own, beside Redis's or in their place: rows as those of @resident/commands. */
  readonly commands?: Iterable<Command>
  /** Logs what clients send from the start (`redis.log`), so many commands at most. Default: not before `log.start()`. */
  readonly commandLog?: boolean | { readonly limit?: number }
  /** Whether clients may move the clock and make faults: RESIDENT.CLOCK and RESIDENT.FAULTS. Default: no. */
  readonly control?: boolean
  /** Whether the process may end although the server listens. Default: under a test runner (vitest, Jest, node:test). */
  readonly unref?: boolean
  /** Hears what redis-server would write to its log. */
  readonly log?: From<'log'>
  /** Hears of faults of ours; by default they are process warnings. */
  readonly onFault?: From<'onFault'>
}
