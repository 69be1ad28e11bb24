import { expect, test } from 'vitest'
import { runSession } from '../generate/session.ts'
import { startRedisServer } from '../redis-server.ts'
import { residentCommands, startResident } from '../resident.ts'
import { keepSeen, noting } from './seen.ts'

/** For each engine; a run of the same seed draws the same. */
const COMMANDS = 15_000
const SEED = 1

test('generated commands', async () => {
  const errors = new Set<string>()
  const commands: Record<string, number> = {}
  const options = new Set<string>()
  for (const engine of ['btree', 'map'] as const) {
    const oracle = await startRedisServer()
    const ours = await startResident({ engine })
    const { reach, mismatches } = await runSession({
      oracle,
      ours: noting(ours, errors),
      available: new Set(residentCommands()),
      commands: COMMANDS,
      seed: SEED,
    })
    await oracle.stop()
    await ours.stop()
    expect([...mismatches.keys()]).toEqual([])
    for (const [name, tally] of reach.tallies) {
      commands[name] = (commands[name] ?? 0) + tally.draws
      for (const token of tally.options.keys()) options.add(`${name} ${token}`)
    }
  }
  keepSeen({ errors: [...errors], commands, options: [...options] })
})
