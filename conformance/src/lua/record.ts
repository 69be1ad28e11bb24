import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Contestant } from '../contestant.ts'
import { LIBRARIES_SOURCE, shortPath } from '../paths.ts'
import { textOf } from '../reply.ts'
import { Wire } from '../wire.ts'
import { FRAME } from './script.ts'
import { bitSnippets } from './snippets/bit.ts'
import { cjsonSnippets } from './snippets/cjson.ts'
import { cmsgpackSnippets } from './snippets/cmsgpack.ts'
import { structSnippets } from './snippets/struct.ts'

const SNIPPETS: Readonly<Record<string, readonly string[]>> = {
  bit: bitSnippets,
  cjson: cjsonSnippets,
  cmsgpack: cmsgpackSnippets,
  struct: structSnippets,
}

/** Writes what a server's scripts make of the libraries' snippets beside the libraries; their tests read it. */
export async function recordLibraries(server: Contestant): Promise<void> {
  const wire = new Wire(await server.connect())
  for (const [library, snippets] of Object.entries(SNIPPETS)) {
    const outcomes: Record<string, string> = {}
    for (const snippet of snippets) outcomes[snippet] = await outcomeOf(wire, snippet)
    const file = join(LIBRARIES_SOURCE, `${library}.recorded.json`)
    writeFileSync(file, `${JSON.stringify({ ...FRAME, outcomes }, null, 2)}\n`)
    console.log(`${shortPath(file)}: ${Object.keys(outcomes).length} snippets`)
  }
  wire.close()
}

/** In a Lua of its own, which SCRIPT FLUSH makes: what cjson has been told outlives a script. */
async function outcomeOf(wire: Wire, snippet: string): Promise<string> {
  await wire.call('SCRIPT', 'FLUSH', 'SYNC')
  return textOf(await wire.call('EVAL', FRAME.prelude + snippet + FRAME.postlude, '0'))
}
