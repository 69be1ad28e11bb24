import type { Resident, StartOptions } from '@resident/embedded'

/** How servers for tests are started: startServer's options, and these. */
export interface TestOptions extends StartOptions {
  /** Fills a server once; every test begins with what it left, at no cost however much that is. */
  readonly prepare?: (redis: Resident) => void | Promise<void>
  /** What becomes of a test that leaves clients open: it fails, and they are named (default), or they are just closed. */
  readonly openClients?: 'fail' | 'close'
  /** A variable of the environment that is set to the server's URL: while the test runs (by default none is), or the run. */
  readonly env?: string
}
