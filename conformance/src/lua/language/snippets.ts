import { readFileSync } from 'node:fs'
import type { Wire } from '../../wire.ts'
import { askRaw } from './duel.ts'

/** Short scripts that show one thing each; a line for every corner of the language and its library. */
export const SNIPPETS: readonly string[] = JSON.parse(
  readFileSync(new URL('snippets.json', import.meta.url), 'utf8'),
)

/** What a real server has answered to each (`npm run language -- --record`). */
export const RECORDED: URL = new URL('../../../recorded/lua-snippets.json', import.meta.url)

/**
 * The reply to one snippet, its bytes as latin1. Scripts draw the same numbers each time, and where one
 * ends with the name of the script in its error, that is left out.
 */
export async function answer(wire: Wire, snippet: string): Promise<string> {
  await askRaw(wire, ['EVAL', 'math.randomseed(0)', '0'])
  const reply = await askRaw(wire, ['EVAL', snippet, '0'])
  return reply.replace(/ script: [0-9a-f]{40}, on /, ' script: …, on ')
}
