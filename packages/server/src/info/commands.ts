import type { Row } from '@resident/commands'
import type { Server } from '../server.ts'
import type { Fields } from './fields.ts'

/** What was counted of each command that was asked for at all. */
export function commandstatsSection(server: Server): Fields {
  const fields: [string, string][] = []
  const add = (row: Row): void => {
    if (row.calls > 0 || row.rejected > 0 || row.failed > 0) {
      fields.push([`cmdstat_${row.fullName}`, countsOf(row)])
    }
    row.subcommands?.forEach(add)
  }
  for (const row of server.table.rows()) add(row)
  return fields
}

function countsOf(row: Row): string {
  const perCall = row.calls === 0 ? 0 : row.microseconds / row.calls
  return (
    `calls=${row.calls},usec=${Math.round(row.microseconds)},usec_per_call=${perCall.toFixed(2)},` +
    `rejected_calls=${row.rejected},failed_calls=${row.failed}`
  )
}

/** Error replies by their codes, in the order of the alphabet. */
export function errorstatsSection(server: Server): Fields {
  return [...server.stats.errors]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, count]) => [`errorstat_${code}`, `count=${count}`])
}
