import type { Argv } from '@resident/commands'

/** Whether argv[2] is ASYNC, SYNC or missing. All come to the same here: what is dropped is the collector's to take. */
export function isFlushMode(argv: Argv): boolean {
  const mode = argv[2]?.toUpperCase()
  return mode === undefined || mode === 'ASYNC' || mode === 'SYNC'
}
