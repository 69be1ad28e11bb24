import type { Resident } from '@resident/embedded'
import { AbstractConnector, Redis } from 'ioredis'
import type { Time } from '../clock.ts'
import type { EvictionPolicy } from '../declarations.ts'
import type { Wire } from './link.ts'
import { type ClientOptions, commonOptions } from './real.ts'
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
  const { startServer } = await import('@resident/embedded')
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
  return {
    server,
    client: new Redis({ ...commonOptions(target), ...wayTo(server, transport) }),
    prefix: target.prefix,
    isSharded: false,
    time: timeOf(server),
    limits: target.limits,
    release: () => server.close(),
  }
}

function wayTo(server: Resident, transport: Transport): ClientOptions {
  if (transport === 'tcp') return { host: server.host, port: server.port }
  // Within the process there is no network that could fall silent.
  return { Connector: connectorTo(server), socketTimeout: undefined }
}

type ConnectorClass = NonNullable<ClientOptions['Connector']>
type Stream = Awaited<ReturnType<AbstractConnector['connect']>>

function connectorTo(server: Resident): ConnectorClass {
  return class InProcessConnector extends AbstractConnector {
    constructor() {
      super(0)
    }

    override connect(): Promise<Stream> {
      this.connecting = true
      const end = server.connect()
      if ('unref' in end && typeof end.unref === 'function') end.unref()
      // ioredis asks of a socket no more than this Duplex has.
      this.stream = end as unknown as Stream
      return Promise.resolve(this.stream)
    }
  }
}

function timeOf({ clock }: Resident): Time {
  return {
    now: () => {
      clock.refresh()
      return clock.now()
    },
  }
}
