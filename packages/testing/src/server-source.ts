import { type Resident, startServer } from '@resident/embedded'
import { closeServer } from './open-clients.ts'
import type { TestOptions } from './test-options.ts'

/** Where the servers of a series of tests come from, each test getting its own. Commands are logged. */
export class ServerSource {
  readonly #options: TestOptions
  #prepared: Promise<Resident> | undefined

  constructor(options: TestOptions) {
    this.#options = { commandLog: true, ...options }
  }

  /** A server that nobody else has, with what `prepare` left. It costs a millisecond or so. */
  async open(): Promise<Resident> {
    const { prepare, env } = this.#options
    let redis: Resident
    if (prepare === undefined) redis = await startServer(this.#options)
    else {
      this.#prepared ??= this.#prepare(prepare)
      redis = await (await this.#prepared).fork(this.#options)
    }
    if (env !== undefined) process.env[env] = redis.url
    return redis
  }

  /** The test has ended. Throws an OpenClientsError where it left clients open. */
  async close(redis: Resident): Promise<void> {
    const { env, openClients = 'fail' } = this.#options
    if (env !== undefined) delete process.env[env]
    await closeServer(redis, openClients)
  }

  async #prepare(prepare: NonNullable<TestOptions['prepare']>): Promise<Resident> {
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
