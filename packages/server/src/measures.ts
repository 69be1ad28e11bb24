import { Gate } from '@resident/commands'
import type { Server } from './server.ts'

/** A limit below this many microseconds is one that a brief command may exceed. */
const BRIEF = 1000

/** Keeps SLOWLOG, LATENCY and client tracking in step with the configuration. */
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
