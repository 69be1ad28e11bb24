import type { Resident } from '@resident/embedded'
import { Redis } from 'ioredis'
import type { EvictionPolicy } from '../declarations.ts'
import type { Wire } from './link.ts'
import { type ClientOptions, clientsFor, commonOptions } from './real.ts'
import type { Transport } from './settings.ts'
import type { Target } from './target.ts'

/** A server in this process, and what speaks to it. */
export interface EmbeddedWire extends Wire {
  readonly server: Resident
}

/** Starts a server of the cluster's own: so its eviction policy is its own too. */
export async function openEmbedded(
  target: Target,
  evictionPolicy: EvictionPolicy,
  transport: Transport,
): Promise<EmbeddedWire> {
  // Loaded only where it is chosen: a program in production need not have it.
  const { ioredisOptions, startServer } = await import('./embedded-server.ts')
  const { maxMemory, maxKeys } = target.place.kind === 'embedded' ? target.place : {}
  const server = await startServer({
    port: transport === 'tcp' ? 0 : false,
    ...(maxKeys === undefined ? {} : { maxKeys }),
    config: {
      'maxmemory-policy': evictionPolicy,
      ...(maxMemory === undefined ? {} : { maxmemory: maxMemory }),
    },
  })
  server.unref()
  const way: ClientOptions =
    transport === 'tcp'
      ? { host: server.host, port: server.port }
      : // Within the process there is no network that could fall silent.
        { ...ioredisOptions(server), socketTimeout: undefined }
  return {
    server,
    ...clientsFor(target, () => clientBy({ ...commonOptions(target), ...way })),
    prefix: target.prefix,
    isSharded: false,
    time: server.clock,
    limits: target.limits,
    release: () => server.close(),
  }
}

/** As the server does not, its client does not keep the process alive either. */
function clientBy(options: ClientOptions): Redis {
  const client = new Redis(options)
  client.on('connect', () => client.stream.unref())
  return client
}
