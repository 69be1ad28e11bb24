import type { LatencyMonitor, LatencySeries } from '../latency-monitor.ts'
import type { Slowlog } from '../slowlog.ts'

const DISABLED =
  "I'm sorry, Dave, I can't do that. Latency monitoring is disabled in this Redis instance. You may use \"CONFIG SET latency-monitor-threshold <milliseconds>.\" in order to enable it. If we weren't in a deep space mission I'd suggest to take a look at https://redis.io/topics/latency-monitor.\n"
const ALL_IS_WELL =
  'Dave, no latency spike was observed during the lifetime of this Redis instance, not in the slightest bit. I honestly think you ought to sit down calmly, take a stress pill, and think things over.\n'
const OBSERVED =
  "Dave, I have observed latency spikes in this Redis instance. You don't mind talking about it, do you Dave?\n\n"
const NO_ADVICE =
  "\nWhile there are latency events logged, I'm not able to suggest any easy fix. Please use the Redis community to get some help, providing this report in your help request.\n"

/** All pieces of advice, in the order in which they are given. */
const ADVICE = {
  enableSlowlog: (threshold: number) =>
    `- There are latency issues with potentially slow commands you are using. Try to enable the Slow Log Redis feature using the command 'CONFIG SET slowlog-log-slower-than ${threshold * 1000}'. If the Slow log is disabled Redis is not able to log slow commands execution for you.\n`,
  tuneSlowlog: (threshold: number) =>
    `- Your current Slow Log configuration only logs events that are slower than your configured latency monitor threshold. Please use 'CONFIG SET slowlog-log-slower-than ${threshold * 1000}'.\n`,
  inspectSlowlog: () =>
    '- Check your Slow Log to understand what are the commands you are running which are too slow to execute. Please check https://redis.io/commands/slowlog for more information.\n',
  scheduler: () =>
    `- The system is slow to execute Redis code paths not containing system calls. This usually means the system does not provide Redis CPU time to run for long periods. You should try to:
  1) Lower the system load.
  2) Use a computer / VM just for Redis if you are running other software in the same system.
  3) Check if you have a "noisy neighbour" problem.
  4) Check with 'redis-cli --intrinsic-latency 100' what is the intrinsic latency in your system.
  5) Check if the problem is allocator-related by recompiling Redis with MALLOC=libc, if you are using Jemalloc. However this may create fragmentation problems.\n`,
  raiseHz: () =>
    "- In order to make the Redis keys expiring process more incremental, try to set the 'hz' configuration parameter to 100 using 'CONFIG SET hz 100'.\n",
  largeObjects: () =>
    '- Deleting, expiring or evicting (because of maxmemory policy) large objects is a blocking operation. If you have very large objects that are often deleted, expired, or evicted, try to fragment those objects into multiple smaller objects.\n',
  massEviction: () =>
    "- Sudden changes to the 'maxmemory' setting via 'CONFIG SET', or allocation of large objects via sets or sorted sets intersections, STORE option of SORT, Redis Cluster large keys migrations (RESTORE command), may create sudden memory pressure forcing the server to block trying to evict keys. \n",
}

type Advice = keyof typeof ADVICE

const OF_EVENT: Readonly<Record<string, readonly Advice[]>> = {
  command: ['inspectSlowlog', 'largeObjects'],
  'fast-command': ['scheduler'],
  'expire-cycle': ['raiseHz', 'largeObjects'],
  'eviction-del': ['largeObjects'],
  'eviction-cycle': ['massEviction'],
}

/** LATENCY DOCTOR's diagnosis, at `now` in Unix seconds. */
export function latencyReport(latency: LatencyMonitor, slowlog: Slowlog, now: number): string {
  const { events, threshold } = latency
  if (events.size === 0) return threshold === 0 ? DISABLED : ALL_IS_WELL
  let text = OBSERVED
  let number = 0
  for (const [event, series] of events) text += `${++number}. ${event}: ${summaryOf(series, now)}\n`
  const advice = adviceFor(latency, slowlog)
  if (advice.size === 0) return text + NO_ADVICE
  text += '\nI have a few advices for you:\n\n'
  for (const [name, say] of Object.entries(ADVICE)) {
    if (advice.has(name as Advice)) text += say(threshold)
  }
  return text
}

/** In whole milliseconds, rounded down as in C. */
function summaryOf({ samples, worst }: LatencySeries, now: number): string {
  const count = samples.length
  const mean = (of: (milliseconds: number) => number): number =>
    Math.floor(samples.reduce((sum, { milliseconds }) => sum + of(milliseconds), 0) / count)
  const average = mean((milliseconds) => milliseconds)
  const deviation = mean((milliseconds) => Math.abs(average - milliseconds))
  const period = Math.max(1, now - samples[0]!.time) / count
  return (
    `${count} latency spikes (average ${average}ms, mean deviation ${deviation}ms, ` +
    `period ${period.toFixed(2)} sec). Worst all time event ${worst}ms.`
  )
}

function adviceFor({ events, threshold }: LatencyMonitor, slowlog: Slowlog): ReadonlySet<Advice> {
  const advice = new Set<Advice>()
  for (const event of events.keys()) for (const each of OF_EVENT[event] ?? []) advice.add(each)
  if (!events.has('command')) return advice
  if (slowlog.threshold < 0 || slowlog.mostEntries === 0) advice.add('enableSlowlog')
  else if (Math.floor(slowlog.threshold / 1000) > threshold) advice.add('tuneSlowlog')
  return advice
}
