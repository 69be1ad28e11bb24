import type { StartOptions } from './options.ts'

/** Parameters that name what only one server can have: addresses to listen on, and files. */
const OWN: ReadonlySet<string> = new Set([
  'port',
  'bind',
  'tls-port',
  'unixsocket',
  'unixsocketperm',
  'dir',
  'dbfilename',
  'save',
  'aclfile',
])

/** What a fork starts with: its origin's options except what only one server can have, overridden by its own. */
export function forkOptions(origin: StartOptions, own: StartOptions): StartOptions {
  const { unixSocket, configFile, load, persist, tls, config = {}, ...rest } = origin
  const shared = Object.entries(config).filter(([name]) => !OWN.has(name.toLowerCase()))
  return {
    ...rest,
    port: origin.port === false ? false : 0,
    ...(tls === undefined ? {} : { tls: { ...tls, port: 0 } }),
    ...own,
    config: { ...Object.fromEntries(shared), ...own.config },
  }
}
