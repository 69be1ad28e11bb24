import { type Address, parseAddress } from './address.ts'
import type { Fields } from './fields.ts'
import type { Limits } from './link.ts'

/** Where a cluster is and how to reach it: its settings, read and checked. */
export interface Target {
  readonly place: Place
  readonly prefix: string
  readonly database: number
  readonly auth: Auth | undefined
  readonly tls: Tls | undefined
  readonly connectTimeout: number
  readonly connections: Connections
  readonly limits: Limits
}

export interface Connections {
  readonly most: number
  /** How many are opened before an operation needs them. */
  readonly least: number
}

export type Place =
  | { readonly kind: 'embedded'; readonly maxMemory?: string; readonly maxKeys?: number }
  | { readonly kind: 'server'; readonly address: Address }
  | {
      readonly kind: 'sentinel'
      readonly name: string
      readonly nodes: readonly NetAddress[]
      readonly auth: Auth | undefined
      readonly tls: boolean
      readonly natMap: NatMap | undefined
    }
  | {
      readonly kind: 'cluster'
      readonly nodes: readonly NetAddress[]
      readonly natMap: NatMap | undefined
    }

export type NatMap = Readonly<Record<string, NetAddress>>

export type NetAddress = Extract<Address, { host: string }>

export interface Auth {
  /** `undefined`: the default user. */
  readonly username: string | undefined
  readonly password: string
}

export interface Tls {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly rejectUnauthorized: boolean
  readonly checksName: boolean
}

const REDIS_PORT = 6379
const SENTINEL_PORT = 26379

export const DEFAULT_LIMITS: Limits = { commandTimeout: 5000, maxPending: 10_000 }
export const DEFAULT_CONNECT_TIMEOUT = 2000
export const DEFAULT_CONNECTIONS: Connections = { most: 1, least: 0 }

/** Reads a cluster's settings. Throws a CacheError CONFIG that says which field is wrong. */
export function readTarget(name: string, fields: Fields): Target {
  const tls = readTls(fields.object('tls_config'))
  const target: Target = {
    place: readPlace(fields, tls !== undefined),
    prefix: fields.text('key_prefix') ?? `${name}/`,
    database: fields.count('database_index', 0) ?? 0,
    auth: readAuth(fields.object('auth')),
    tls,
    connectTimeout: fields.count('connect_timeout_ms', 1) ?? DEFAULT_CONNECT_TIMEOUT,
    connections: readConnections(fields),
    limits: {
      commandTimeout: fields.count('command_timeout_ms', 1) ?? DEFAULT_LIMITS.commandTimeout,
      maxPending: fields.count('max_pending', 1) ?? DEFAULT_LIMITS.maxPending,
    },
  }
  fields.done()
  if (target.place.kind === 'cluster' && target.database !== 0) {
    throw fields.refusal('database_index', 'must be 0: Redis Cluster has no other database')
  }
  return target
}

function readPlace(fields: Fields, tls: boolean): Place {
  const embedded = readEmbedded(fields)
  const host = fields.text('host')
  const sentinel = fields.object('sentinel')
  const cluster = fields.object('cluster')
  const said = [embedded, host, sentinel, cluster].filter((each) => each !== undefined)
  if (said.length !== 1) {
    const how = said.length === 0 ? 'is missing' : 'is one of several places'
    throw fields.refusal(
      'host',
      `${how}: there must be one of in_memory, host, sentinel and cluster`,
    )
  }
  if (embedded !== undefined) return embedded
  if (sentinel !== undefined) return readSentinel(sentinel, tls)
  if (cluster !== undefined) return readCluster(cluster)
  return { kind: 'server', address: addressIn(fields, 'host', host as string, REDIS_PORT) }
}

function readEmbedded(fields: Fields): Place | undefined {
  const value = fields.any('in_memory')
  if (value === undefined || value === false) return undefined
  if (value === true) return { kind: 'embedded' }
  const bounds = fields.object('in_memory')
  const maxMemory = bounds?.text('max_memory')
  const maxKeys = bounds?.count('max_keys', 1)
  bounds?.done()
  return {
    kind: 'embedded',
    ...(maxMemory === undefined ? {} : { maxMemory }),
    ...(maxKeys === undefined ? {} : { maxKeys }),
  }
}

function readSentinel(fields: Fields, serversUseTls: boolean): Place {
  const place: Place = {
    kind: 'sentinel',
    name: fields.required('name'),
    nodes: fields.texts('nodes').map((text) => netAddressIn(fields, 'nodes', text, SENTINEL_PORT)),
    auth: readAuth(fields.object('auth')),
    tls: fields.boolean('tls') ?? serversUseTls,
    natMap: readNatMap(fields),
  }
  fields.done()
  return place
}

function readCluster(fields: Fields): Place {
  const nodes = fields.texts('nodes').map((text) => netAddressIn(fields, 'nodes', text, REDIS_PORT))
  const place: Place = { kind: 'cluster', nodes, natMap: readNatMap(fields) }
  fields.done()
  return place
}

function readNatMap(fields: Fields): NatMap | undefined {
  const map = fields.object('nat_map')
  const entries = map?.names.map((told) => {
    // Servers announce addresses with ports, so a name without one would never match.
    if (!/:\d+$/.test(told)) throw map.refusal(told, 'must be a name with its port, as is told')
    return [told, netAddressIn(map, told, map.required(told), REDIS_PORT)] as const
  })
  return entries && Object.fromEntries(entries)
}

function readConnections(fields: Fields): Connections {
  const most = fields.count('max_connections', 0) || DEFAULT_CONNECTIONS.most
  const least = fields.count('min_connections', 0) ?? DEFAULT_CONNECTIONS.least
  if (least <= most) return { most, least }
  throw fields.refusal('min_connections', `must be no more than max_connections, which is ${most}`)
}

function readAuth(fields: Fields | undefined): Auth | undefined {
  if (fields === undefined) return undefined
  const type = fields.required('type')
  if (type !== 'acl' && type !== 'auth_string') {
    throw fields.refusal('type', "must be 'acl' or 'auth_string'")
  }
  // Files and secret stores often end a text with a line break that does not belong to it.
  const auth =
    type === 'acl'
      ? {
          username: fields.required('username').trim() || undefined,
          password: fields.required('password').trim(),
        }
      : { username: undefined, password: fields.required('auth_string').trim() }
  fields.done()
  return auth
}

function readTls(fields: Fields | undefined): Tls | undefined {
  if (fields === undefined) return undefined
  const isOff = fields.boolean('disabled') === true
  const ca = fields.text('ca')
  const client = fields.object('client_cert')
  const certificate = client && { cert: client.required('cert'), key: client.required('key') }
  client?.done()
  const tls: Tls = {
    ...(ca === undefined ? {} : { ca }),
    ...certificate,
    rejectUnauthorized: fields.boolean('disable_ca_validation') !== true,
    checksName: fields.boolean('disable_tls_hostname_verification') !== true,
  }
  fields.done()
  return isOff ? undefined : tls
}

function addressIn(fields: Fields, name: string, text: string, defaultPort: number): Address {
  const address = parseAddress(text.trim(), defaultPort)
  if (address !== undefined) return address
  throw fields.refusal(name, `must be 'name', 'name:port', '[ipv6]:port' or '/path', not '${text}'`)
}

function netAddressIn(fields: Fields, name: string, text: string, defaultPort: number): NetAddress {
  const address = addressIn(fields, name, text, defaultPort)
  if ('host' in address) return address
  throw fields.refusal(name, `must be a network address, not '${text}'`)
}
