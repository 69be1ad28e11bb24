import { toUtf8 } from '@resident/bytes'
import type { Config } from '../config.ts'
import type { ListenAddress, TcpAddress } from './listener.ts'

/** One place to listen at, as redis.conf names it. */
export interface ConfiguredAddress {
  readonly address: ListenAddress
  /** Redis's `-` before an address: no fault if this machine has none such. */
  readonly optional: boolean
}

/**
 * All places that port, bind, tls-port and unixsocket name; ports of 0 are none. In redis-server all are open before the first client
 * is heard; here one opens after the other, the plain port last: who finds it open may count on the others.
 */
export function configuredAddresses(config: Config): readonly ConfiguredAddress[] {
  const unix = unixAddress(config)
  return [
    ...(unix === undefined ? [] : [{ address: unix, optional: false }]),
    ...boundAddresses(config, 'tls-port'),
    ...boundAddresses(config, 'port'),
  ]
}

/** The places that `bind` and this port name. */
export function boundAddresses(
  config: Config,
  parameter: 'port' | 'tls-port',
): readonly ConfiguredAddress[] {
  const port = config.number(parameter)
  const bind = toUtf8(config.value('bind'))
  if (port === 0 || bind === '') return []
  return bind.split(' ').map((word) => {
    const optional = word.startsWith('-')
    const bare = optional ? word.slice(1) : word
    const host = { '*': '0.0.0.0', '::*': '::' }[bare] ?? bare
    const address: TcpAddress = {
      host,
      port,
      ipv6Only: host.includes(':'),
      ...(parameter === 'tls-port' ? { tls: 'configured' } : {}),
    }
    return { address, optional }
  })
}

function unixAddress(config: Config): ListenAddress | undefined {
  const path = toUtf8(config.value('unixsocket'))
  if (path === '') return undefined
  return { path, mode: Number.parseInt(config.value('unixsocketperm'), 8) }
}
