import { Gate } from '@resident/commands'
import type { Server } from './server.ts'

/** Limits below this many microseconds may be exceeded by brief commands, which then have to be timed singly. */
const BRIEF = 1000

/** Applies the configuration to SLOWLOG, LATENCY and client tracking, now and after each change. */
export function followMeasures(server: Server): void {
  const { config, slowlog, latency, tracking } = server
  config.follow(['slowlog-max-len'], () => {
    slowlog.mostEntries = config.number('slowlog-max-len')
    slowlog.shorten()
  })
  config.follow(['latency-tracking'], () => {
    latency.tracking = config.value('latency-tracking') === 'yes'
  })
  config.follow(['tracking-table-max-keys'], () => {
    tracking.mostKeys = config.number('tracking-table-max-keys')
  })
  config.follow(['slowlog-log-slower-than', 'latency-monitor-threshold'], () => {
    slowlog.threshold = config.number('slowlog-log-slower-than')
    slowlog.shorten()
    latency.threshold = config.number('latency-monitor-threshold')
    const asksClosely = slowlog.threshold >= 0 && slowlog.threshold < BRIEF
    server.guard(Gate.TIMED, asksClosely || latency.threshold > 0)
  })
}
