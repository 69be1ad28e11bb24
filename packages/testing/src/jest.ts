import { type Resident, type Snapshot, type StartOptions, startServer } from '@resident/embedded'
import { TestEnvironment } from 'jest-environment-node'
import { closeServer } from './open-clients.ts'

/** The options under `resident` in `testEnvironmentOptions` of Jest's configuration: startServer's options, and these. */
export interface EnvironmentOptions extends StartOptions {
  /** The environment variable that is set to the server's URL. Default: REDIS_URL. */
  readonly env?: string
  /** Whether a test file that leaves clients open fails with an error that names them (default), or they are just closed. */
  readonly openClients?: 'fail' | 'close'
  /** Whether each test begins with the data that its `beforeAll` hooks left (default), or with those of the previous test. */
  readonly isolate?: 'test' | 'file'
}

/** The parts of jest-circus's events that are used here. */
interface CircusEvent {
  readonly name: string
  readonly test?: { readonly concurrent: boolean }
}

/**
 * A Jest environment with a server for each test file: `testEnvironment: '@resident/testing/jest'`.
 *
 * In tests the server is the global `redis`, and its URL is in REDIS_URL. It lives outside the file's sandbox, so Jest's
 * fake timers do not affect it. Every test begins with the data that the `beforeAll` hooks around it left, without faults and
 * with an empty log; only `test.concurrent` tests share their data.
 */
export class ResidentEnvironment extends TestEnvironment {
  readonly #options: EnvironmentOptions
  /** The data that tests begin with, for each open describe block; `undefined` until its first test starts. */
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

  /** Captures the data that the tests of the innermost block begin with; once they are known, goes back to them. */
  #begin(redis: Resident): void {
    const last = this.#beginnings.length - 1
    const beginning = this.#beginnings[last]
    if (beginning === undefined) this.#beginnings[last] = redis.snapshot()
    else redis.restore(beginning)
  }
}

// Jest expects an environment to be its module's default export.
export { ResidentEnvironment as default }
