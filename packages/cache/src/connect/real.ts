import { Cluster, Redis, type RedisOptions } from 'ioredis'
import { jittered, systemTime } from '../clock.ts'
import { CacheError } from '../errors.ts'
import type { Client } from './line.ts'
import type { Wire } from './link.ts'
import type { Auth, NatMap, NetAddress, Place, Target, Tls } from './target.ts'

/** ioredis's options, except the one that would change the shape of replies. */
export type ClientOptions = Omit<RedisOptions, 'replyMapping'>

/** A wire to servers outside this process. No connection is made before the first command. */
export function openReal(name: string, target: Target): Wire {
  const { place, prefix, limits } = target
  if (place.kind === 'embedded') {
    throw new CacheError('CONFIG', `the cluster '${name}' is embedded, not elsewhere`)
  }
  return {
    ...clientsFor(target, () =>
      place.kind === 'cluster' ? clusterClient(place, target) : singleClient(place, target),
    ),
    prefix,
    isSharded: place.kind === 'cluster',
    time: systemTime,
    limits,
    release: async () => {},
  }
}

/** As many clients as the target wants. */
export function clientsFor(
  { connections: { most, least } }: Pick<Target, 'connections'>,
  make: () => Client,
): Pick<Wire, 'clients' | 'opensAtOnce'> {
  const others = Array.from({ length: most - 1 }, make)
  return { clients: [make(), ...others], opensAtOnce: least }
}

/**
 * The options that all clients share. The Link repeats operations, since it knows which may be repeated: so ioredis must send
 * nothing twice, and must not give up after a number of attempts.
 */
export function commonOptions(target: Pick<Target, 'connectTimeout' | 'limits'>): ClientOptions {
  return {
    // Replies have the same shape whatever the server is.
    protocol: 2,
    lazyConnect: true,
    connectTimeout: target.connectTimeout,
    // A connection that is silent for this long is cut, so that the next operation gets a new one.
    socketTimeout: target.limits.commandTimeout,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: null,
    retryStrategy: reconnectDelay,
    disableClientInfo: true,
  }
}

/** Milliseconds before the n-th attempt to reconnect: 50 to 2000, doubled each time, with jitter. */
function reconnectDelay(times: number): number {
  return jittered(Math.min(2000, 50 * 2 ** Math.min(times, 6)))
}

type Elsewhere = Exclude<Place, { kind: 'embedded' }>

function singleClient(place: Exclude<Elsewhere, { kind: 'cluster' }>, target: Target): Redis {
  const options: ClientOptions = {
    ...commonOptions(target),
    ...authOptions(target.auth),
    ...(target.tls === undefined ? {} : { tls: tlsOptions(target.tls) }),
    db: target.database,
  }
  if (place.kind === 'server') return new Redis({ ...options, ...place.address })
  const sentinelAuth = place.auth && {
    sentinelUsername: place.auth.username ?? '',
    sentinelPassword: place.auth.password,
  }
  return new Redis({
    ...options,
    ...sentinelAuth,
    sentinels: [...place.nodes],
    name: place.name,
    sentinelRetryStrategy: reconnectDelay,
    // A Sentinel that accepts connections but does not answer is skipped like one that is down.
    sentinelCommandTimeout: target.connectTimeout,
    // No failoverDetector: if it hears of a failover while it is already looking for the master, it ends the client for good.
    // Closed connections and READONLY replies reveal failovers as well.
    enableTLSForSentinelMode: target.tls !== undefined,
    ...(place.natMap === undefined ? {} : { natMap: copied(place.natMap) }),
    ...(place.tls ? { sentinelTLS: tlsOptions(target.tls ?? ANY_TLS) } : {}),
  })
}

const ANY_TLS: Tls = { rejectUnauthorized: true, checksName: true }

function clusterClient(place: Extract<Elsewhere, { kind: 'cluster' }>, target: Target): Cluster {
  const { retryStrategy: _, ...perNode } = commonOptions(target)
  return new Cluster([...place.nodes], {
    lazyConnect: true,
    // The Link decides about lost connections; redirections are followed here.
    retryDelayOnFailover: 0,
    retryDelayOnTryAgain: 50,
    retryDelayOnClusterDown: 100,
    clusterRetryStrategy: reconnectDelay,
    slotsRefreshTimeout: target.connectTimeout,
    ...(place.natMap === undefined ? {} : { natMap: copied(place.natMap) }),
    redisOptions: {
      ...perNode,
      ...authOptions(target.auth),
      ...(target.tls === undefined ? {} : { tls: tlsOptions(target.tls) }),
    },
  })
}

/** A copy for ioredis, which modifies the addresses. */
function copied(map: NatMap): Record<string, NetAddress> {
  return Object.fromEntries(Object.entries(map).map(([told, here]) => [told, { ...here }]))
}

function authOptions(auth: Auth | undefined): ClientOptions {
  if (auth === undefined) return {}
  const { username, password } = auth
  return username === undefined ? { password } : { username, password }
}

function tlsOptions({ checksName, ...tls }: Tls): NonNullable<ClientOptions['tls']> {
  return checksName ? tls : { ...tls, checkServerIdentity: () => undefined }
}
