import type { Command, CommandFlag, KeySpec } from '@resident/commands'

type ScriptRow = Required<Pick<Command, 'arity' | 'flags' | 'keys'>>

const FLAGS: readonly CommandFlag[] = ['noscript', 'stale', 'skip_monitor', 'no_mandatory_keys']

/** Keys as scripts declare them, with their number at argv[2]. What the script does with them is not known beforehand. */
const KEYS: KeySpec = {
  flags: ['RW', 'access', 'update'],
  begin: { index: 2 },
  find: { countAt: 0, first: 1, step: 1 },
}

/** What the rows of all commands that run scripts have in common. */
export function scriptRow(readOnly: boolean): ScriptRow {
  return {
    arity: -3,
    flags: readOnly ? ['readonly', ...FLAGS] : FLAGS,
    keys: [readOnly ? { ...KEYS, flags: ['RO', 'access'] } : KEYS],
  }
}

/** The same with the note that COMMAND INFO has on some of them. */
export function notedScriptRow(readOnly: boolean): ScriptRow {
  const row = scriptRow(readOnly)
  const worst = readOnly ? 'RO and ACCESS' : 'RW and UPDATE'
  const notes = `We cannot tell how the keys will be used so we assume the worst, ${worst}`
  return { ...row, keys: row.keys.map((spec) => ({ ...spec, notes })) }
}
