import { type Resident, type Snapshot, type StartOptions, startServer } from '@resident/embedded'
import { TestEnvironment } from 'jest-environment-node'
import { closeServer } from './open-clients.ts'

/** What `testEnvironmentOptions` of Jest's configuration may say under `resident`: startServer's options, and these. */
export interface EnvironmentOptions extends StartOptions {
  /** The variable that is set to the server's URL. Default: REDIS_URL. */
  readonly env?: string
  /** What becomes of a file that leaves clients open: it fails, and they are named (default), or they are just closed. */
  readonly openClients?: 'fail' | 'close'
  /** Whether each test begins with what its `beforeAll` hooks left (default), or with what the test before left. */
  readonly isolate?: 'test' | 'file'
}

/** What is needed of jest-circus's events. */
interface CircusEvent {
  readonly name: string
  readonly test?: { readonly concurrent: boolean }
}

/**
 * A Jest environment with a server for each test file: `testEnvironment: '@resident/testing/jest'`.
 *
 * In tests it is the global `redis`, and its URL is in REDIS_URL. It lives outside of the file's sandbox, so that
 * Jest's fake timers do not reach it. Every test begins with what the `beforeAll` hooks around it left: data, no
 * faults, an empty log. But those that are `test.concurrent` share all of it.
 */
export class ResidentEnvironment extends TestEnvironment {
  readonly #options: EnvironmentOptions
  /** What tests begin with, for each describe block that is open; nothing until its first test starts. */
  readonly #beginnings: (Snapshot | undefined)[] = []
  #redis: Resident | undefined

  constructor(...[config, context]: ConstructorParameters<typeof TestEnvironment>) {
    super(config, context)
    const { resident = {} } = config.projectConfig.testEnvironmentOptions
    this.#options = resident as EnvironmentOptions
  }

  override async setup(): Promise<void> {
    await super.setup()
    const { env = 'REDIS_URL', openClients, isolate, ...options } = this.#options
    this.#redis = await startServer({ commandLog: true, ...options })
    this.global.redis = this.#redis
    this.global.process.env[env] = this.#redis.url
  }

  override async teardown(): Promise<void> {
    const redis = this.#redis
    await super.teardown()
    if (redis !== undefined) await closeServer(redis, this.#options.openClients ?? 'fail')
  }

  /** Called by jest-circus. */
  handleTestEvent({ name, test }: CircusEvent): void {
    const redis = this.#redis
    if (redis === undefined || this.#options.isolate === 'file') return
    if (name === 'run_describe_start') {
      // The hooks of the block around it have run.
      if (this.#beginnings.length > 0) this.#begin(redis)
      this.#beginnings.push(undefined)
    } else if (name === 'run_describe_finish') this.#beginnings.pop()
    else if (name === 'test_start' && !test?.concurrent) {
      this.#begin(redis)
      redis.faults.clear()
      redis.log.clear()
    }
  }

  /** What there is now is what the block's tests begin with; where that is known already, there it goes back to. */
  #begin(redis: Resident): void {
    const last = this.#beginnings.length - 1
    const beginning = this.#beginnings[last]
    if (beginning === undefined) this.#beginnings[last] = redis.snapshot()
    else redis.restore(beginning)
  }
}

// Jest takes an environment from its module's default export.
export { ResidentEnvironment as default }
