import type { KeySpec } from '@resident/commands'

/** Keys as scripts declare them: counted at argv[2]. What is done with them is not known beforehand. */
export const SCRIPT_KEYS: readonly KeySpec[] = [
  {
    flags: ['RW', 'access', 'update'],
    begin: { index: 2 },
    find: { countAt: 0, first: 1, step: 1 },
  },
]

/** The same of commands that may only read. */
export const READ_ONLY_KEYS: readonly KeySpec[] = [
  { flags: ['RO', 'access'], begin: { index: 2 }, find: { countAt: 0, first: 1, step: 1 } },
]

/** As COMMAND INFO says it of some of them. */
export function assumingTheWorst(keys: readonly KeySpec[]): readonly KeySpec[] {
  return keys.map((spec) => {
    const worst = spec.flags.includes('RO') ? 'RO and ACCESS' : 'RW and UPDATE'
    return {
      ...spec,
      notes: `We cannot tell how the keys will be used so we assume the worst, ${worst}`,
    }
  })
}
