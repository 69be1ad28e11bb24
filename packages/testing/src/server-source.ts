import { type Resident, type StartOptions, startServer } from '@resident/embedded'
import { closeServer } from './open-clients.ts'
import type { TestOptions } from './test-options.ts'

/** Provides each of a series of tests with a server of its own. Commands are logged. */
export class ServerSource {
  readonly #options: StartOptions
  readonly #prepare: TestOptions['prepare']
  readonly #env: string | undefined
  /** The variable's value before any test. */
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

  /** A new server with the data that `prepare` left. It costs about a millisecond. */
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

  /** To be called when the test has ended. Throws an OpenClientsError if it left clients open. */
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
