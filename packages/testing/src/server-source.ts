import { type Resident, type StartOptions, startServer } from '@resident/embedded'
import { closeServer } from './open-clients.ts'
import type { TestOptions } from './test-options.ts'

/** Where the servers of a series of tests come from, each test getting its own. Commands are logged. */
export class ServerSource {
  readonly #options: StartOptions
  readonly #prepare: TestOptions['prepare']
  readonly #env: string | undefined
  /** What the variable was before. */
  readonly #outside: string | undefined
  readonly #openClients: 'fail' | 'close'
  #prepared: Promise<Resident> | undefined

  constructor({ prepare, env, openClients = 'fail', ...options }: TestOptions) {
    this.#options = { commandLog: true, ...options }
    this.#prepare = prepare
    this.#env = env
    this.#outside = env === undefined ? undefined : process.env[env]
    this.#openClients = openClients
  }

  /** A server that nobody else has, with what `prepare` left. It costs a millisecond or so. */
  async open(): Promise<Resident> {
    let redis: Resident
    if (this.#prepare === undefined) redis = await startServer(this.#options)
    else {
      this.#prepared ??= this.#begin(this.#prepare)
      redis = await (await this.#prepared).fork(this.#options)
    }
    this.#announce(redis.url)
    return redis
  }

  /** The test has ended. Throws an OpenClientsError where it left clients open. */
  async close(redis: Resident): Promise<void> {
    this.#announce(this.#outside)
    await closeServer(redis, this.#openClients)
  }

  #announce(url: string | undefined): void {
    if (this.#env === undefined) return
    if (url === undefined) delete process.env[this.#env]
    else process.env[this.#env] = url
  }

  async #begin(prepare: NonNullable<TestOptions['prepare']>): Promise<Resident> {
    const redis = await startServer(this.#options)
    try {
      await prepare(redis)
    } catch (error) {
      await redis.close()
      throw error
    }
    redis.unref()
    return redis
  }
}
