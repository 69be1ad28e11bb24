import { toUtf8 } from '@resident/bytes'
import type { Config } from '../config.ts'
import type { ListenAddress, TcpAddress } from './listener.ts'

/** An address to listen on, as redis.conf names it. */
export interface ConfiguredAddress {
  readonly address: ListenAddress
  /** Marked with Redis's `-`: it is no error if this machine does not have the address. */
  readonly optional: boolean
}

/**
 * All addresses that port, bind, tls-port and unixsocket name; a port of 0 means none. redis-server opens all of them before it
 * serves the first client. Here they open one after the other, the plain port last: once it is open, so are the others.
 */
export function configuredAddresses(config: Config): readonly ConfiguredAddress[] {
  const unix = unixAddress(config)
  return [
    ...(unix === undefined ? [] : [{ address: unix, optional: false }]),
    ...boundAddresses(config, 'tls-port'),
    ...boundAddresses(config, 'port'),
  ]
}

/** The addresses that `bind` and this port name. */
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
