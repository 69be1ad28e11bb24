import type { Row } from '@resident/commands'
import type { Server } from '../server.ts'
import type { Fields } from './fields.ts'

/** The counters of each command that was called or refused at least once. */
export function commandstatsSection(server: Server): Fields {
  server.batch.share(server.clock.elapsed())
  return server.table.allRows
    .filter(({ calls, rejected, failed }) => calls > 0 || rejected > 0 || failed > 0)
    .map((row) => [`cmdstat_${row.fullName}`, countsOf(row)])
}

/** How long calls took, at the percentiles that latency-tracking-info-percentiles asks for. */
export function latencystatsSection(server: Server): Fields {
  if (!server.latency.tracking) return []
  server.batch.share(server.clock.elapsed())
  const wanted = server.config.value('latency-tracking-info-percentiles').split(' ').filter(Boolean)
  return server.table.allRows.flatMap(({ fullName, histogram }) => {
    if (histogram === undefined) return []
    const times = wanted.map((text) => `p${text}=${histogram.percentile(Number(text)).toFixed(3)}`)
    return [[`latency_percentiles_usec_${fullName}`, times.join(',')] as const]
  })
}

function countsOf(row: Row): string {
  const perCall = row.calls === 0 ? 0 : row.microseconds / row.calls
  return (
    `calls=${row.calls},usec=${Math.round(row.microseconds)},usec_per_call=${perCall.toFixed(2)},` +
    `rejected_calls=${row.rejected},failed_calls=${row.failed}`
  )
}

/** Error replies by code, in alphabetical order. */
export function errorstatsSection(server: Server): Fields {
  return [...server.stats.errors]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, count]) => [`errorstat_${code}`, `count=${count}`])
}
