import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, expect } from 'vitest'
import { quoteFileName } from './tests.ts'

/** Runs in each file of tests that is played with probes: notes what it has come by, in the folder that COME_BY names. */
globalThis.comeBy = new Set()

afterAll(() => {
  const file = expect.getState().testPath as string
  const folder = process.env.COME_BY as string
  writeFileSync(join(folder, quoteFileName(file)), JSON.stringify([...(globalThis.comeBy ?? [])]))
})
