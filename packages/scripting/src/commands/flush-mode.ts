import type { Argv } from '@resident/commands'

/** Whether argv[2] is ASYNC, SYNC or missing. All have the same effect here, since the collector frees what is dropped. */
export function isFlushMode(argv: Argv): boolean {
  const mode = argv[2]?.toUpperCase()
  return mode === undefined || mode === 'ASYNC' || mode === 'SYNC'
}
