import { writeFileSync } from 'node:fs'
import { startRedisServer } from '../../redis-server.ts'
import { Wire } from '../../wire.ts'
import { answer, RECORDED, SNIPPETS } from './snippets.ts'

/** Asks a real server for its answer to each snippet, and keeps them. */
export async function record(): Promise<void> {
  const oracle = await startRedisServer()
  const wire = new Wire(await oracle.connect())
  const answers: Record<string, string> = {}
  for (const snippet of SNIPPETS) {
    answers[snippet] = await answer(wire, snippet)
    // Some errors that are tables end the server.
    if (wire.closed) throw new Error(`redis-server does not survive this: ${snippet}`)
  }
  writeFileSync(RECORDED, `${JSON.stringify(answers, null, 1)}\n`)
  console.log(`${SNIPPETS.length} snippets`)
  await oracle.stop()
}
