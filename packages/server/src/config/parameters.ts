import { never, oneOf, someOf, yesNo } from './choice.ts'
import { directory } from './directory.ts'
import type { Access, Kind, Parameter } from './kind.ts'
import { addresses, oomScores, outputBufferLimits, percentiles, savePoints } from './list.ts'
import {
  INT_MAX,
  INT_MIN,
  integer,
  LONG_MAX,
  memory,
  memoryOrPercent,
  octal,
  UINT_MAX,
  ULONG_MAX,
} from './number.ts'
import { bytes, fileName, hostname, keyspaceEvents, text, titleTemplate } from './text.ts'

const NO_DEFRAGMENTATION =
  'Active defragmentation cannot be enabled: it requires a Redis server compiled with a modified Jemalloc like the one shipped by default with the Redis source distribution'
const NO_AOF = 'Unable to turn on AOF. Check server logs.'
const NO_TLS = 'Unable to update TLS configuration. Check server logs.'

const ALLOWED = oneOf(['no', 'yes', 'local'])
const SHUTDOWN = someOf(
  ['default', 'save', 'nosave', 'now', 'force'],
  ['save', 'nosave'],
  "shutdown options SAVE and NOSAVE can't be used simultaneously",
)

/** Name, default, kind, and who may change or see it. */
type Row = readonly [name: string, initial: string, kind: Kind, access?: Access]

const MEMORY_ROWS: readonly Row[] = [
  ['active-defrag-ignore-bytes', '104857600', memory(1, LONG_MAX)],
  ['auto-aof-rewrite-min-size', '67108864', memory(0, LONG_MAX)],
  ['client-query-buffer-limit', '1073741824', memory(1048576, LONG_MAX)],
  ['cluster-link-sendbuf-limit', '0', memory(0, ULONG_MAX)],
  ['hash-max-listpack-value', '64', memory(0, LONG_MAX)],
  ['hll-sparse-max-bytes', '3000', memory(0, LONG_MAX)],
  ['maxmemory', '0', memory(0, ULONG_MAX)],
  ['maxmemory-clients', '0', memoryOrPercent],
  ['proto-max-bulk-len', '536870912', memory(1048576, LONG_MAX)],
  ['repl-backlog-size', '1048576', memory(1, LONG_MAX, 16384n)],
  ['stream-node-max-bytes', '4096', memory(0, LONG_MAX)],
  ['zset-max-listpack-value', '64', memory(0, LONG_MAX)],
]

const TEXT_ROWS: readonly Row[] = [
  ['aclfile', '', text, 'immutable'],
  ['aof_rewrite_cpulist', '', text, 'immutable'],
  ['appenddirname', 'appendonlydir', fileName('appenddirname', 'a dirname'), 'immutable'],
  ['appendfilename', 'appendonly.aof', fileName('appendfilename', 'a filename'), 'immutable'],
  ['bgsave_cpulist', '', text, 'immutable'],
  ['bind-source-addr', '', text],
  ['bio_cpulist', '', text, 'immutable'],
  ['cluster-announce-hostname', '', hostname],
  ['cluster-announce-ip', '', text],
  ['cluster-config-file', 'nodes.conf', text, 'immutable'],
  ['dbfilename', 'dump.rdb', fileName('dbfilename', 'a filename'), 'protected'],
  ['dir', '', directory, 'protected'],
  ['ignore-warnings', '', text],
  ['logfile', '', text, 'immutable'],
  ['masterauth', '', bytes],
  ['masteruser', '', text],
  ['notify-keyspace-events', '', keyspaceEvents],
  ['pidfile', '', text, 'immutable'],
  ['proc-title-template', '{title} {listen-addr} {server-mode}', titleTemplate],
  ['replica-announce-ip', '', text],
  ['replicaof', '', text, 'immutable'],
  ['requirepass', '', bytes],
  ['server_cpulist', '', text, 'immutable'],
  ['syslog-ident', 'redis', text, 'immutable'],
  ['tls-ca-cert-dir', '', text],
  ['tls-ca-cert-file', '', text],
  ['tls-cert-file', '', text],
  ['tls-ciphers', '', text],
  ['tls-ciphersuites', '', text],
  ['tls-client-cert-file', '', text],
  ['tls-client-key-file', '', text],
  ['tls-client-key-file-pass', '', text],
  ['tls-dh-params-file', '', text],
  ['tls-key-file', '', text],
  ['tls-key-file-pass', '', text],
  ['tls-protocols', '', text],
  ['unixsocket', '', text, 'immutable'],
]

const ROWS: readonly Row[] = [
  // Yes or no
  ['activedefrag', 'no', never(NO_DEFRAGMENTATION)],
  ['activerehashing', 'yes', yesNo],
  ['always-show-logo', 'no', yesNo, 'immutable'],
  ['aof-disable-auto-gc', 'no', yesNo],
  ['aof-load-truncated', 'yes', yesNo],
  ['aof-rewrite-incremental-fsync', 'yes', yesNo],
  ['aof-timestamp-enabled', 'no', yesNo],
  ['aof-use-rdb-preamble', 'yes', yesNo],
  ['appendonly', 'no', never(NO_AOF)],
  ['cluster-allow-pubsubshard-when-down', 'yes', yesNo],
  ['cluster-allow-reads-when-down', 'no', yesNo],
  ['cluster-allow-replica-migration', 'yes', yesNo],
  ['cluster-enabled', 'no', yesNo, 'immutable'],
  ['cluster-replica-no-failover', 'no', yesNo],
  ['cluster-require-full-coverage', 'yes', yesNo],
  ['crash-log-enabled', 'yes', yesNo],
  ['crash-memcheck-enabled', 'yes', yesNo],
  ['daemonize', 'no', yesNo, 'immutable'],
  ['disable-thp', 'yes', yesNo, 'immutable'],
  ['dynamic-hz', 'yes', yesNo],
  ['io-threads-do-reads', 'no', yesNo, 'immutable'],
  ['jemalloc-bg-thread', 'yes', yesNo],
  ['latency-tracking', 'yes', yesNo],
  ['lazyfree-lazy-eviction', 'no', yesNo],
  ['lazyfree-lazy-expire', 'no', yesNo],
  ['lazyfree-lazy-server-del', 'no', yesNo],
  ['lazyfree-lazy-user-del', 'no', yesNo],
  ['lazyfree-lazy-user-flush', 'no', yesNo],
  ['no-appendfsync-on-rewrite', 'no', yesNo],
  ['protected-mode', 'yes', yesNo],
  ['rdb-del-sync-files', 'no', yesNo],
  ['rdb-save-incremental-fsync', 'yes', yesNo],
  ['rdbchecksum', 'yes', yesNo, 'immutable'],
  ['rdbcompression', 'yes', yesNo],
  ['repl-disable-tcp-nodelay', 'no', yesNo],
  ['repl-diskless-sync', 'yes', yesNo],
  ['replica-announced', 'yes', yesNo],
  ['replica-ignore-disk-write-errors', 'no', yesNo],
  ['replica-ignore-maxmemory', 'yes', yesNo],
  ['replica-lazy-flush', 'no', yesNo],
  ['replica-read-only', 'yes', yesNo],
  ['replica-serve-stale-data', 'yes', yesNo],
  ['set-proc-title', 'yes', yesNo, 'immutable'],
  ['stop-writes-on-bgsave-error', 'yes', yesNo],
  ['syslog-enabled', 'no', yesNo, 'immutable'],
  ['tls-cluster', 'no', never(NO_TLS)],
  ['tls-prefer-server-ciphers', 'no', yesNo],
  ['tls-replication', 'no', never(NO_TLS)],
  ['tls-session-caching', 'yes', yesNo],
  ['use-exit-on-panic', 'no', yesNo, 'hidden'],

  // Words
  ['acl-pubsub-default', 'resetchannels', oneOf(['allchannels', 'resetchannels'])],
  ['appendfsync', 'everysec', oneOf(['everysec', 'always', 'no'])],
  ['cluster-preferred-endpoint-type', 'ip', oneOf(['ip', 'hostname', 'unknown-endpoint'])],
  ['enable-debug-command', 'no', ALLOWED, 'immutable'],
  ['enable-module-command', 'no', ALLOWED, 'immutable'],
  ['enable-protected-configs', 'no', ALLOWED, 'immutable'],
  ['loglevel', 'notice', oneOf(['debug', 'verbose', 'notice', 'warning'])],
  [
    'maxmemory-policy',
    'noeviction',
    oneOf([
      'volatile-lru',
      'volatile-lfu',
      'volatile-random',
      'volatile-ttl',
      'allkeys-lru',
      'allkeys-lfu',
      'allkeys-random',
      'noeviction',
    ]),
  ],
  ['oom-score-adj', 'no', oneOf(['no', 'yes', 'relative', 'absolute'], { relative: 'yes' })],
  ['propagation-error-behavior', 'ignore', oneOf(['ignore', 'panic', 'panic-on-replicas'])],
  ['repl-diskless-load', 'disabled', oneOf(['disabled', 'on-empty-db', 'swapdb'])],
  ['sanitize-dump-payload', 'no', oneOf(['no', 'yes', 'clients'])],
  ['shutdown-on-sigint', 'default', SHUTDOWN],
  ['shutdown-on-sigterm', 'default', SHUTDOWN],
  ['supervised', 'no', oneOf(['upstart', 'systemd', 'auto', 'no']), 'immutable'],
  [
    'syslog-facility',
    'local0',
    oneOf(['user', 'local0', 'local1', 'local2', 'local3', 'local4', 'local5', 'local6', 'local7']),
    'immutable',
  ],
  ['tls-auth-clients', 'yes', oneOf(['no', 'yes', 'optional'])],

  // Whole numbers
  ['acllog-max-len', '128', integer(0, LONG_MAX)],
  ['active-defrag-cycle-max', '25', integer(1, 99)],
  ['active-defrag-cycle-min', '1', integer(1, 99)],
  ['active-defrag-max-scan-fields', '1000', integer(1, LONG_MAX)],
  ['active-defrag-threshold-lower', '10', integer(0, 1000)],
  ['active-defrag-threshold-upper', '100', integer(0, 1000)],
  ['active-expire-effort', '1', integer(1, 10)],
  ['auto-aof-rewrite-percentage', '100', integer(0, INT_MAX)],
  ['busy-reply-threshold', '5000', integer(0, LONG_MAX)],
  ['cluster-announce-bus-port', '0', integer(0, 65535)],
  ['cluster-announce-port', '0', integer(0, 65535)],
  ['cluster-announce-tls-port', '0', integer(0, 65535)],
  ['cluster-migration-barrier', '1', integer(0, INT_MAX)],
  ['cluster-node-timeout', '15000', integer(0, LONG_MAX)],
  ['cluster-port', '0', integer(0, 65535), 'immutable'],
  ['cluster-replica-validity-factor', '10', integer(0, INT_MAX)],
  ['databases', '16', integer(1, INT_MAX), 'immutable'],
  ['hash-max-listpack-entries', '512', integer(0, LONG_MAX)],
  ['hz', '10', integer(0, INT_MAX, [1, 500])],
  ['io-threads', '1', integer(1, 128), 'immutable'],
  ['key-load-delay', '0', integer(INT_MIN, INT_MAX), 'hidden'],
  ['latency-monitor-threshold', '0', integer(0, LONG_MAX)],
  ['lfu-decay-time', '1', integer(0, INT_MAX)],
  ['lfu-log-factor', '10', integer(0, INT_MAX)],
  ['list-compress-depth', '0', integer(0, INT_MAX)],
  ['list-max-listpack-size', '-2', integer(INT_MIN, INT_MAX)],
  ['loading-process-events-interval-bytes', '2097152', integer(1024, INT_MAX), 'hidden'],
  ['maxclients', '10000', integer(1, UINT_MAX)],
  ['maxmemory-eviction-tenacity', '10', integer(0, 100)],
  ['maxmemory-samples', '5', integer(1, INT_MAX)],
  ['min-replicas-max-lag', '10', integer(0, INT_MAX)],
  ['min-replicas-to-write', '0', integer(0, INT_MAX)],
  ['port', '6379', integer(0, 65535)],
  ['rdb-key-save-delay', '0', integer(INT_MIN, INT_MAX), 'hidden'],
  ['repl-backlog-ttl', '3600', integer(0, LONG_MAX)],
  ['repl-diskless-sync-delay', '5', integer(0, INT_MAX)],
  ['repl-diskless-sync-max-replicas', '0', integer(0, INT_MAX)],
  ['repl-ping-replica-period', '10', integer(1, INT_MAX)],
  ['repl-timeout', '60', integer(1, INT_MAX)],
  ['replica-announce-port', '0', integer(0, 65535)],
  ['replica-priority', '100', integer(0, INT_MAX)],
  ['set-max-intset-entries', '512', integer(0, LONG_MAX)],
  ['shutdown-timeout', '10', integer(0, INT_MAX)],
  ['slowlog-log-slower-than', '10000', integer(-1, LONG_MAX)],
  ['slowlog-max-len', '128', integer(0, LONG_MAX)],
  ['socket-mark-id', '0', integer(0, UINT_MAX), 'immutable'],
  ['stream-node-max-entries', '100', integer(0, LONG_MAX)],
  ['tcp-backlog', '511', integer(0, INT_MAX), 'immutable'],
  ['tcp-keepalive', '300', integer(0, INT_MAX)],
  ['timeout', '0', integer(0, INT_MAX)],
  ['tls-port', '0', integer(0, 65535)],
  ['tls-session-cache-size', '20480', integer(0, INT_MAX)],
  ['tls-session-cache-timeout', '300', integer(0, INT_MAX)],
  ['tracking-table-max-keys', '1000000', integer(0, LONG_MAX)],
  ['unixsocketperm', '0', octal(0o777), 'immutable'],
  ['watchdog-period', '0', integer(0, INT_MAX), 'hidden'],
  ['zset-max-listpack-entries', '128', integer(0, LONG_MAX)],

  // Amounts of memory
  ...MEMORY_ROWS,

  // Texts
  ...TEXT_ROWS,

  // Several values
  ['bind', '* -::*', addresses],
  [
    'client-output-buffer-limit',
    'normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60',
    outputBufferLimits,
  ],
  ['latency-tracking-info-percentiles', '50 99 99.9', percentiles],
  ['oom-score-adj-values', '0 200 800', oomScores],
  // Redis saves by itself unless told otherwise; here nothing is saved unless asked for.
  ['save', '', savePoints],
]

/** Every parameter of redis.conf, with the defaults of Redis 7.0.15. */
export const PARAMETERS: readonly Parameter[] = ROWS.map(([name, initial, kind, access]) => ({
  name,
  initial,
  kind,
  access,
}))

/** Those that a configuration file writes in units of memory, and those that it writes in quotes. */
export const MEMORY_PARAMETERS: ReadonlySet<string> = namesOf(MEMORY_ROWS)
export const TEXT_PARAMETERS: ReadonlySet<string> = namesOf(TEXT_ROWS)

/** Those that take several values in a configuration file. */
export const LIST_PARAMETERS: ReadonlySet<string> = new Set([
  'bind',
  'client-output-buffer-limit',
  'latency-tracking-info-percentiles',
  'oom-score-adj-values',
  'replicaof',
  'save',
  'shutdown-on-sigint',
  'shutdown-on-sigterm',
])

/** Older names, and the names that have replaced them. */
export const ALIASES: Readonly<Record<string, string>> = {
  'cluster-slave-no-failover': 'cluster-replica-no-failover',
  'cluster-slave-validity-factor': 'cluster-replica-validity-factor',
  'hash-max-ziplist-entries': 'hash-max-listpack-entries',
  'hash-max-ziplist-value': 'hash-max-listpack-value',
  'list-max-ziplist-size': 'list-max-listpack-size',
  'lua-time-limit': 'busy-reply-threshold',
  'min-slaves-max-lag': 'min-replicas-max-lag',
  'min-slaves-to-write': 'min-replicas-to-write',
  'repl-ping-slave-period': 'repl-ping-replica-period',
  'slave-announce-ip': 'replica-announce-ip',
  'slave-announce-port': 'replica-announce-port',
  'slave-ignore-maxmemory': 'replica-ignore-maxmemory',
  'slave-lazy-flush': 'replica-lazy-flush',
  'slave-priority': 'replica-priority',
  'slave-read-only': 'replica-read-only',
  'slave-serve-stale-data': 'replica-serve-stale-data',
  slaveof: 'replicaof',
  'zset-max-ziplist-entries': 'zset-max-listpack-entries',
  'zset-max-ziplist-value': 'zset-max-listpack-value',
}

function namesOf(rows: readonly Row[]): ReadonlySet<string> {
  return new Set(rows.map(([name]) => name))
}
