import type { Engine } from '../engine.ts'
import { hashSuite } from './hash-suite.ts'
import { listSuite } from './list-suite.ts'
import type { Test } from './promises.ts'
import { setSuite } from './set-suite.ts'
import { sortedSetSuite } from './sorted-set-suite.ts'
import { streamLogSuite } from './stream-log-suite.ts'
import { stringSuite } from './string-suite.ts'

/**
 * Declares the tests that an engine must pass, for those types that it has.
 *
 * `test` is any runner's: it is called with a sentence and a synchronous
 * function that throws if the sentence is not true of the engine.
 *
 *     engineSuite({ test, engine: mapEngine })
 */
export function engineSuite({ test, engine }: { test: Test; engine: Partial<Engine> }): void {
  if (engine.string !== undefined) stringSuite(test, engine.string)
  if (engine.list !== undefined) listSuite(test, engine.list)
  if (engine.hash !== undefined) hashSuite(test, engine.hash)
  if (engine.set !== undefined) setSuite(test, engine.set)
  if (engine.zset !== undefined) sortedSetSuite(test, engine.zset)
  if (engine.stream !== undefined) streamLogSuite(test, engine.stream)
}
