import type { Mutant } from './mutant.ts'

/** A mutant that no client, event or test can tell from the source, and why. */
export interface Equivalent {
  readonly file: string
  /** The changed lines, trimmed, as the check prints them: they stay what they are when lines above come and go. */
  readonly before: string
  readonly after: string
  readonly why: string
}

export const EQUIVALENT: readonly Equivalent[] = [
  {
    file: 'packages/commands/src/acl/acl-file.ts',
    before: 'while (start < end && blank.test(text[start]!)) start++',
    after: 'while (start <= end && blank.test(text[start]!)) start++',
    why: 'From beyond the end to the end there is nothing, as from the end.',
  },
  {
    file: 'packages/commands/src/execute.ts',
    before:
      'const isWatched = (client.server.gate & WATCHED) !== 0 && row?.command.governs !== true',
    after:
      'const isWatched = (client.server.gate & WATCHED) !== (1) && row?.command.governs !== true',
    why: 'The road of those that are watched is the same where nobody watches, only longer.',
  },
  {
    file: 'packages/commands/src/generic/migrate.ts',
    before: "for (let i = 6; i < argv.length && !arg.is(argv, i, 'KEYS'); i++) {",
    after: "for (let i = 6; i <= argv.length && !arg.is(argv, i, 'KEYS'); i++) {",
    why: 'The loop is left at once where there is no such argument.',
  },
  {
    file: 'packages/commands/src/hyperloglog/registers.ts',
    before: 'for (let j = 0; j < REGISTERS_A_GROUP; j++) group |= registers[i + j]! << (6 * j)',
    after: 'for (let j = (-1); j < REGISTERS_A_GROUP; j++) group |= registers[i + j]! << (6 * j)',
    why: 'A shift by -6 is one by 26, and of a group only the lowest 24 bits are used.',
  },
  {
    file: 'packages/commands/src/hyperloglog/registers.ts',
    before: 'for (let j = 0; j < REGISTERS_A_GROUP; j++) group |= registers[i + j]! << (6 * j)',
    after: 'for (let j = 0; j <= REGISTERS_A_GROUP; j++) group |= registers[i + j]! << (6 * j)',
    why: 'What is shifted by 24 is beyond the bits of a group that are used.',
  },
  {
    file: 'packages/commands/src/sorted-set/combine.ts',
    before: '.sort((a, b) => (a.source?.length ?? 0) - (b.source?.length ?? 0))',
    after: '.sort((a, b) => (a.source?.length ?? (1)) - (b.source?.length ?? 0))',
    why: 'A source that is missing adds nothing to a sum, wherever it comes.',
  },
  {
    file: 'packages/engine-map/src/ring-list.ts',
    before: 'else if (removed > 0) this.#slots[this.#slot(index(i - removed))] = each',
    after: 'else if (removed > (-1)) this.#slots[this.#slot(index(i - removed))] = each',
    why: 'Puts an element where it already is.',
  },
  {
    file: 'packages/keyspace/src/id-map.ts',
    before: 'if (run.ids.length > MOST) this.#split(index)',
    after: 'if (run.ids.length >= MOST) this.#split(index)',
    why: 'How many ids are kept together is nobody’s concern.',
  },
]

export function isEquivalent(mutant: Mutant): boolean {
  return EQUIVALENT.some(
    ({ file, before, after }) =>
      mutant.file === file && mutant.before === before && mutant.after === after,
  )
}
