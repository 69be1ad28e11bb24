import { ascii, type Bytes } from '@resident/bytes'
import type { ConfigPort } from '../server-port.ts'

/** Where redis-server's bus listens, counted from the port for clients. */
const BUS_PORT = 10_000

/** The address that a node announces. */
export interface NodeAddress {
  /** Empty unless it is configured: clients then use the address that they connected to. */
  readonly ip: Bytes
  readonly port: number
  readonly busPort: number
  /** cluster-announce-hostname. */
  readonly hostname: Bytes
  readonly preferred: 'ip' | 'hostname' | 'unknown-endpoint'
}

export function nodeAddress(config: ConfigPort): NodeAddress {
  const number = (name: string): number => Number(config.value(name))
  const port = number('port')
  const preferred = config.value('cluster-preferred-endpoint-type') as string
  return {
    ip: config.value('cluster-announce-ip'),
    port: number('cluster-announce-port') || port,
    busPort: number('cluster-announce-bus-port') || number('cluster-port') || port + BUS_PORT,
    hostname: config.value('cluster-announce-hostname'),
    preferred: preferred as NodeAddress['preferred'],
  }
}

/** What clients are to connect to; `undefined` if they are to keep using the address that they have. */
export function endpointOf({ ip, hostname, preferred }: NodeAddress): Bytes | undefined {
  if (preferred === 'ip') return ip
  if (preferred === 'unknown-endpoint') return undefined
  return hostname === '' ? ascii('?') : hostname
}
