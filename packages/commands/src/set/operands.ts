import type { Keyspace } from '@resident/keyspace'
import type { SetValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'

/** What the set algebra is played on; `undefined` for an empty set, which is a missing key. */
export type Operands = readonly (SetValue | undefined)[]

/** The sets under the keys from argv[from] on, argv[end] excluded. All are looked at, so that a wrong type anywhere is refused. */
export function operands(db: Keyspace, argv: Argv, from: number, end: number): Operands {
  const sets: (SetValue | undefined)[] = []
  for (let i = from; i < end; i++) sets.push(db.read(arg.key(argv, i), 'set'))
  return sets
}
