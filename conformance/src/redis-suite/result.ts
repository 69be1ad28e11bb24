import { join } from 'node:path'
import { RECORDED } from '../paths.ts'

/** What a recorded run came to. */
export const RESULTS_FILE: string = join(RECORDED, 'redis-suite.json')

/** What a run of Redis's own test suite came to. */
export interface SuiteResult {
  /** Of Redis. */
  readonly version: string
  /** Cases that passed, by unit. */
  readonly passed: Record<string, number>
  /** Cases that fail, by reason, each with its unit. */
  readonly accepted: Record<string, string[]>
  readonly failed: string[]
}
