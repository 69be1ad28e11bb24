import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The top of the repository. */
export const ROOT: string = fileURLToPath(new URL('../../', import.meta.url))

/** Where the published packages live. */
export const PACKAGES: string = join(ROOT, 'packages')

/** Where commands, their transcripts and their documents live. */
export const COMMANDS_SOURCE: string = join(ROOT, 'packages/commands/src')

/** Where the libraries of scripts live, and what was recorded of them. */
export const LIBRARIES_SOURCE: string = join(ROOT, 'packages/scripting/src/libraries')

/** What people read, some of it generated. */
export const DOCS: string = join(ROOT, 'docs')

/** What was recorded from the real server other than transcripts. */
export const RECORDED: string = join(ROOT, 'conformance/recorded')

/** The path as a person at the top of the repository would write it. */
export function shortPath(path: string): string {
  return path.startsWith(ROOT) ? path.slice(ROOT.length) : path
}

/** Every `*.transcript` of the repository's packages, sorted. */
export function allTranscripts(): string[] {
  return readdirSync(PACKAGES)
    .flatMap((name) => filesUnder(join(PACKAGES, name, 'src')))
    .filter((path) => path.endsWith('.transcript'))
    .sort()
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}
