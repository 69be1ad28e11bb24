import type { Section } from './transcript/parse.ts'

/**
 * Commands of Redis that Resident has not yet, and that transcripts of other commands use.
 *
 * A section that needs one is played at the real server only, and counted. Each name leaves this list in the
 * commit that brings the command: a test fails when the table has one of them.
 */
export const AWAITED: readonly string[] = []

/** The awaited commands that a section uses. */
export function awaitedBy(section: Section): readonly string[] {
  const names = new Set<string>()
  for (const step of section.steps) {
    if (step.kind === 'request' && 'length' in step.request) {
      names.add(step.request[0]?.toLowerCase() ?? '')
    }
  }
  return AWAITED.filter((name) => names.has(name))
}
