import type { Duplex } from 'node:stream'
import { allCommands } from '@resident/commands'
import type { EngineChoice, SystemClock } from '@resident/keyspace'
import { scriptingCommands } from '@resident/scripting'
import {
  createServer,
  type Listener,
  type Server,
  type ServerOptions,
  UsageError,
} from '@resident/server'
import { DEFAULT_PRESET, type EnginePreset, PRESETS } from './preset.ts'

export interface StartOptions {
  /** TCP port on `host`; 0, the default, is any that is free. `false`: no TCP, in-process clients only. */
  readonly port?: number | false
  /** Default 127.0.0.1. */
  readonly host?: string
  /** A preset's name, an engine, or a choice by database number. Default `btree`. */
  readonly engine?: EnginePreset | EngineChoice
  /** redis.conf's parameters, by their names there: `{ requirepass: 's3cret' }`. */
  readonly config?: Readonly<Record<string, string>>
  /** Users by name, each with its rules as ACL SETUSER takes them: `{ alice: 'on >s3cret ~app:* +@all' }`. */
  readonly users?: NonNullable<ServerOptions['users']>
  /** What chance starts from; the same seed repeats SPOP, RANDOMKEY and eviction. */
  readonly seed?: number
  /** How many keys there may be in all; beyond that they go as `maxmemory-policy` says. */
  readonly maxKeys?: number
  /** Hears of faults of ours; by default they are process warnings. */
  readonly onFault?: NonNullable<ServerOptions['onFault']>
}

/** A running server, held by the program that started it. */
export class Resident {
  readonly clock: SystemClock
  readonly #server: Server
  readonly #listener: Listener | undefined

  constructor(server: Server, listener: Listener | undefined) {
    this.#server = server
    this.#listener = listener
    this.clock = server.clock
  }

  get host(): string {
    return this.#listening().host
  }

  get port(): number {
    return this.#listening().port
  }

  /** `redis://host:port`, for any client. */
  get url(): string {
    const { host, port } = this.#listening()
    const { requirepass } = this.#server.config
    const auth = requirepass === '' ? '' : `:${encodeURIComponent(requirepass)}@`
    return `redis://${auth}${host.includes(':') ? `[${host}]` : host}:${port}`
  }

  /** A client's end of a new connection without a socket: a Duplex of protocol bytes. */
  connect(): Duplex {
    return this.#server.connect()
  }

  /** Lets the process end although the server listens. */
  unref(): this {
    this.#listener?.unref()
    return this
  }

  /** Ends all connections and frees the port. A second call waits for the first. */
  close(): Promise<void> {
    return this.#server.close()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #listening(): Listener {
    if (this.#listener === undefined) {
      throw new UsageError(
        'ERR_NOT_LISTENING',
        'This server was started with `port: false`: use connect().',
      )
    }
    return this.#listener
  }
}

/** Starts a server in this process; resolves when it takes clients. */
export async function startServer(options: StartOptions = {}): Promise<Resident> {
  const { port = 0, host = '127.0.0.1', engine = DEFAULT_PRESET, ...rest } = options
  const server = createServer({
    ...rest,
    engine: typeof engine === 'string' ? preset(engine) : engine,
    commands: [...allCommands, ...scriptingCommands],
  })
  const listener = port === false ? undefined : await server.listen({ host, port })
  return new Resident(server, listener)
}

function preset(name: EnginePreset): EngineChoice {
  const engine = PRESETS[name]
  if (engine === undefined) {
    const known = Object.keys(PRESETS).join(', ')
    throw new UsageError(
      'ERR_UNKNOWN_ENGINE',
      `There is no engine preset '${name}'; there are: ${known}.`,
    )
  }
  return engine
}
