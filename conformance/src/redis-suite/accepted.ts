import type { Failure } from './outcome.ts'

/** Why a case may fail: what it needs is not there, which docs/differences.md says. */
interface Reason {
  readonly reason: string
  /** In the unit's name. */
  readonly unit?: RegExp
  /** In the case's name, or in a line that the suite printed about it. */
  readonly name?: RegExp
  readonly output?: RegExp
}

/** The first that fits a failure is its reason. */
const REASONS: readonly Reason[] = [
  {
    reason: 'there is no replication',
    name: /replica|slave|master|WAIT (should acknowledge|implicitly blocks)/i,
    output: /unknown command '(slaveof|replicaof)'|Can't SYNC while not connected/,
  },
  {
    reason: 'there is no append only file',
    name: /\bAOF\b/,
    output: /turn on AOF|AOF background rewriting|appendonly\.aof\.manifest|'loadaof'/,
  },
  {
    reason: 'DEBUG lacks CONFIG-REWRITE-FORCE-ALL, HTSTATS and REPLYBUFFER',
    output: /for '(config-rewrite-force-all|HTSTATS|replybuffer)'\. Try DEBUG HELP/,
  },
  {
    reason: 'DEBUG OBJECT does not show a key that has expired',
    name: /^Script delete the expired key$/,
  },
  {
    reason: 'there is no debugger of scripts, and what needs one ends the unit',
    unit: /scripting/,
    name: /EVAL in debugging mode|^Executing test client: key "pid"|^the unit did not end$/,
  },
  {
    reason: 'nobody can connect while data are loaded at the start',
    unit: /rdb|introspection/,
    name: /^pen socket: connection refused$|during loading$/,
  },
  {
    reason: 'a save does not fork a child process',
    name: /^Test child sending info|^failed bgsave prevents writes|^Temp rdb will be deleted/,
  },
  {
    reason: 'a signal ends the server without waiting for cron',
    name: /^SHUTDOWN ABORT can cancel SIGTERM$/,
  },
  {
    reason: 'no query buffer is set aside for idle clients',
    name: /^query buffer resized correctly/,
  },
  {
    reason: 'oom-score-adj has no effect',
    name: /^CONFIG SET (oom-score-adj works|oom score)/,
  },
  {
    reason: "the title of the process is Node's",
    name: /^Process title set as expected$/,
  },
  {
    reason: 'the log has other words for a damaged dump.rdb',
    name: /^Server should not start if RDB is corrupted$/,
  },
  {
    reason: 'a large value is given up at once, and the collector frees it',
    name: /^LATENCY of expire events|^lazy free a stream with all types of metadata$/,
  },
  {
    reason: "the model of memory lets the keys' table grow beyond maxmemory",
    name: /^Don't rehash if used memory exceeds maxmemory/,
  },
  {
    reason: 'MIGRATE keeps no connections',
    name: /^MIGRATE is caching connections$/,
  },
]

/** Why a failure of this unit is accepted; `undefined` for a defect. */
export function reasonOf(unit: string, { name, output }: Failure): string | undefined {
  const fits = (each: Reason): boolean =>
    each.unit?.test(unit) !== false &&
    (each.name?.test(name) || output.some((line) => each.output?.test(line)))
  return REASONS.find(fits)?.reason
}
