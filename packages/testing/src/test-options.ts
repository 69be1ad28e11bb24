import type { Resident, StartOptions } from '@resident/embedded'

/** How servers for tests are started: startServer's options, and these. */
export interface TestOptions extends StartOptions {
  /** Fills a server once; every test begins with a copy of its data, which costs next to nothing however many there are. */
  readonly prepare?: (redis: Resident) => void | Promise<void>
  /** Whether a test that leaves clients open fails with an error that names them (default), or they are just closed. */
  readonly openClients?: 'fail' | 'close'
  /**
   * An environment variable that holds the server's URL while the test runs, or during the whole run for `redisSetup`.
   * Default: none; REDIS_URL for `redisSetup`.
   */
  readonly env?: string
}
