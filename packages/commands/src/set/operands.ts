import type { Keyspace } from '@resident/keyspace'
import type { SetValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'

/** The operands of the set commands; `undefined` for a missing key, which is an empty set. */
export type Operands = readonly (SetValue | undefined)[]

/** The sets under the keys from argv[from] on, argv[end] excluded. All are read first, so that a wrong type anywhere throws. */
export function operands(db: Keyspace, argv: Argv, from: number, end: number): Operands {
  const sets: (SetValue | undefined)[] = []
  for (let i = from; i < end; i++) sets.push(db.read(arg.key(argv, i), 'set'))
  return sets
}
