import type { Resident } from '@resident/embedded'
import { Redis } from 'ioredis'
import type { EvictionPolicy } from '../declarations.ts'
import type { Wire } from './link.ts'
import { type ClientOptions, clientsFor, commonOptions } from './real.ts'
import type { Transport } from './settings.ts'
import type { Target } from './target.ts'

/** A wire to a server in this process. */
export interface EmbeddedWire extends Wire {
  readonly server: Resident
}

/** Starts a server for this cluster alone, since each cluster has an eviction policy of its own. */
export async function openEmbedded(
  target: Target,
  evictionPolicy: EvictionPolicy,
  transport: Transport,
): Promise<EmbeddedWire> {
  // Loaded only when it is chosen: in production the package need not be installed.
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
      : // Within the process there is no network that could fail silently.
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

/** Like its server, the client does not keep the process alive. */
function clientBy(options: ClientOptions): Redis {
  const client = new Redis(options)
  client.on('connect', () => client.stream.unref())
  return client
}
