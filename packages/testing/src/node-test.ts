import type { Resident } from '@resident/embedded'
import { ServerSource } from './server-source.ts'
import type { TestOptions } from './test-options.ts'

/** The part of node:test's context that is used here. */
export interface TestContext {
  after(hook: () => unknown, options?: object): void
}

const DEFAULTS: TestOptions = {}
const sources = new WeakMap<TestOptions, ServerSource>()

/**
 * Starts a server for this test alone, which ends with the test: `const redis = await redisFor(t)`. `prepare` is called once
 * for each options object, so keep the object in a constant.
 */
export async function redisFor(t: TestContext, options: TestOptions = DEFAULTS): Promise<Resident> {
  let source = sources.get(options)
  if (source === undefined) {
    source = new ServerSource(options)
    sources.set(options, source)
  }
  const opened = source
  const redis = await opened.open()
  afterAll(t, () => opened.close(redis))
  return redis
}

/**
 * Runs the hook after all others, including those that the test adds later: node:test runs hooks in the order in which
 * they were added, and clients should be closed before their server.
 */
function afterAll(t: TestContext, hook: () => Promise<void>): void {
  const after = t.after.bind(t)
  let added = 0
  const addLast = (): void => {
    const which = ++added
    after(() => (which === added ? hook() : undefined))
  }
  t.after = (other, options) => {
    after(other, options)
    addLast()
  }
  addLast()
}
