import type { Server } from '../server.ts'
import type { Fields } from './fields.ts'

export function clientsSection(server: Server): Fields {
  let input = 0
  let output = 0
  for (const { connection } of server.clients) {
    input = Math.max(input, connection.queryBuffer)
    output = Math.max(output, connection.outputBuffer)
  }
  return [
    ['connected_clients', server.clients.size],
    ['cluster_connections', 0],
    ['maxclients', server.config.maxclients],
    ['client_recent_max_input_buffer', input],
    ['client_recent_max_output_buffer', output],
    ['blocked_clients', server.blocking.size + server.pause.size],
    ['tracking_clients', server.tracking.size],
    ['clients_in_timeout_table', server.blocking.timed],
  ]
}
