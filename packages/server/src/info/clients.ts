import type { Server } from '../server.ts'
import type { Fields } from './fields.ts'

export function clientsSection(server: Server): Fields {
  const { inputPeak, outputPeak } = server
  const now = server.clock.elapsed()
  for (const { connection } of server.clients) {
    inputPeak.note(connection.queryBuffer, now)
    outputPeak.note(connection.outputBuffer, now)
  }
  return [
    ['connected_clients', server.clients.size],
    ['cluster_connections', 0],
    ['maxclients', server.config.maxclients],
    ['client_recent_max_input_buffer', inputPeak.at(now)],
    ['client_recent_max_output_buffer', outputPeak.at(now)],
    ['blocked_clients', server.blocking.size + server.pause.size],
    ['tracking_clients', server.tracking.size],
    ['clients_in_timeout_table', server.blocking.timed],
  ]
}
