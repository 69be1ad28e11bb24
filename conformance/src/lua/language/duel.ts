import { Dice } from '../../generate/dice.ts'
import { leaveOut } from '../../leave-out.ts'
import { encode, type Wire } from '../../wire.ts'
import type { Program } from './program.ts'

export interface Difference {
  readonly seed: number
  readonly parts: readonly string[]
  readonly oracle: string
  readonly ours: string
}

/** Redis keeps every script that it was sent: it is told to forget them now and then. */
const FORGET_AFTER = 2000

/** Plays `count` drawn programs at both servers, and gives those that come to different replies, shortened. */
export async function duel(options: {
  readonly draw: (dice: Dice) => Program
  readonly count: number
  readonly seed: number
  readonly oracle: Wire
  readonly ours: Wire
  readonly onDifference: (difference: Difference) => void
}): Promise<void> {
  const { oracle, ours } = options
  for (let i = 0; i < options.count; i++) {
    if (i % FORGET_AFTER === 0) await askRaw(oracle, ['SCRIPT', 'FLUSH', 'SYNC'])
    const seed = options.seed + i
    const program = options.draw(new Dice(seed))
    const compare = (parts: readonly string[]): Promise<Pair> =>
      play(program.scriptOf(parts), oracle, ours)
    const pair = await compare(program.parts)
    if (pair.oracle === pair.ours) continue
    options.onDifference({ seed, ...(await shorten(program.parts, pair, compare)) })
  }
}

interface Pair {
  readonly oracle: string
  readonly ours: string
}

async function play(script: string, oracle: Wire, ours: Wire): Promise<Pair> {
  const request = ['EVAL', script, '0']
  const replies = await Promise.all([askRaw(oracle, request), askRaw(ours, request)])
  return { oracle: replies[0], ours: replies[1] }
}

/** The bytes of one reply, without the addresses that `tostring` shows. */
export async function askRaw(wire: Wire, argv: readonly string[]): Promise<string> {
  wire.write(encode(argv))
  const reply = (await wire.nextRaw()) ?? 'closed'
  return reply.replace(/0x[0-9a-f]{8,}/g, '0x…')
}

/** Leaves out parts as long as the replies still differ. */
async function shorten(
  parts: readonly string[],
  pair: Pair,
  compare: (parts: readonly string[]) => Promise<Pair>,
): Promise<Pair & { parts: readonly string[] }> {
  let best = { parts, ...pair }
  await leaveOut(parts, async (fewer) => {
    const found = await compare(fewer)
    if (found.oracle === found.ours) return undefined
    best = { parts: fewer, ...found }
    return fewer
  })
  return best
}
