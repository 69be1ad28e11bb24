import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Machine } from './machine.ts'
import type { SuiteResult } from './result.ts'

/** What a suite measured, and where. */
export interface Measured extends SuiteResult {
  readonly machine: Machine
  readonly rounds: number
}

/** Suites by name. */
export type Results = Readonly<Record<string, Measured>>

/** An empty record where there is no such file. */
export function readResults(path: string): Results {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Results) : {}
}

/** Four digits are more than any figure here has. */
export function writeResults(path: string, results: Results): void {
  const short = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value
  const json = JSON.stringify(results, short, 1)
  // A row of numbers in one line.
  const flat = json.replace(/\[[\d\s.,e+-]+\]/g, (numbers) => numbers.replace(/\s+/g, ' '))
  writeFileSync(path, `${flat}\n`)
}
