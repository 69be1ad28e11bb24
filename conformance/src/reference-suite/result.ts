import { join } from 'node:path'
import { RECORDED } from '../paths.ts'

/** What a recorded run came to. */
export const RESULTS_FILE: string = join(RECORDED, 'reference-suite.json')

/** What a run of miniredis's suite came to, case by case. */
export interface SuiteResult {
  /** Of miniredis. */
  readonly version: string
  passed: number
  /** By the suite itself. */
  skipped: number
  /** Cases that fail at ours and at the real server, and why. */
  readonly accepted: Record<string, string>
  readonly failed: string[]
}
