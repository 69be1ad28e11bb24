import { expect, test } from 'vitest'
import { type Proof, together } from './proof.ts'

const earlier: Proof = {
  oracle: '7.0.15',
  date: '2026-01-01',
  compared: 100,
  runs: [{ what: 'commands', engine: 'map', seeds: [7], drawn: 30, mismatches: 0 }],
  commands: {
    get: { draws: 10, successes: 8, normalised: 0, mismatches: 0 },
    set: { draws: 20, successes: 9, normalised: 1, mismatches: 0 },
  },
}
const later: Proof = {
  oracle: '7.0.15',
  date: '2026-01-02',
  compared: 50,
  runs: [
    { what: 'commands', engine: 'map', seeds: [3], drawn: 12, mismatches: 1 },
    { what: 'commands', engine: 'btree', seeds: [4], drawn: 3, mismatches: 0 },
  ],
  commands: {
    append: { draws: 3, successes: 1, normalised: 0, mismatches: 0 },
    get: { draws: 12, successes: 6, normalised: 2, mismatches: 1 },
  },
}

test('runs are added to those before by their kind, and commands by their names', () => {
  expect(together(earlier, later)).toEqual({
    oracle: '7.0.15',
    date: '2026-01-02',
    compared: 150,
    runs: [
      { what: 'commands', engine: 'btree', seeds: [4], drawn: 3, mismatches: 0 },
      { what: 'commands', engine: 'map', seeds: [3, 7], drawn: 42, mismatches: 1 },
    ],
    commands: {
      append: { draws: 3, successes: 1, normalised: 0, mismatches: 0 },
      get: { draws: 22, successes: 14, normalised: 2, mismatches: 1 },
      set: { draws: 20, successes: 9, normalised: 1, mismatches: 0 },
    },
  })
})
