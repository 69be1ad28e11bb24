import { leaveOut } from '../leave-out.ts'
import type { Draw } from './draw.ts'
import type { Duel } from './duel.ts'
import type { Mismatch } from './sequence-judge.ts'
import type { Resp } from './side.ts'
import { signatureOf } from './signature.ts'

/** How many times a sequence is played at most to make it shorter. */
const MOST_PLAYS = 800
/** The same in milliseconds: a server that does not answer is slow to play at. */
const LONGEST_MS = 10_000

export interface Shrunk {
  readonly draws: readonly Draw[]
  readonly mismatch: Mismatch
}

/**
 * The shortest sequence found that still makes the servers differ in the same way: first fewer commands
 * (`leaveOut`), then fewer arguments. `undefined` where the mismatch does not come again.
 */
export async function shrink(
  duel: Duel,
  draws: readonly Draw[],
  mismatch: Mismatch,
  resp: Resp,
): Promise<Shrunk | undefined> {
  const wanted = signatureOf(mismatch)
  let best: Shrunk | undefined
  let plays = 0
  const deadline = Date.now() + LONGEST_MS

  /** Plays it; where the same mismatch comes, it is the best so far. */
  const fails = async (candidate: readonly Draw[]): Promise<boolean> => {
    if (plays++ > MOST_PLAYS || Date.now() > deadline) return false
    const { mismatch: found } = await duel.play(candidate, resp)
    if (found === undefined || signatureOf(found) !== wanted) return false
    best = { draws: candidate.slice(0, found.draw + 1), mismatch: found }
    return true
  }

  if (!(await fails(draws))) return undefined
  const current = (): readonly Draw[] => (best as Shrunk).draws
  for (let length = Infinity; current().length < length; ) {
    length = current().length
    await leaveOut(current(), async (fewer) => ((await fails(fewer)) ? current() : undefined))
  }
  await fewerInner(current, fails)
  await fewerArguments(current, fails)
  return best
}

type Fails = (candidate: readonly Draw[]) => Promise<boolean>

/** Leaves out what is queued between a MULTI and its end. */
async function fewerInner(current: () => readonly Draw[], fails: Fails): Promise<void> {
  for (let i = 0; i < current().length; i++) {
    for (let j = (current()[i]?.inner?.length ?? 0) - 1; j >= 0; j--) {
      const draw = current()[i]
      if (draw?.inner === undefined) break
      await fails(replaced(current(), i, { ...draw, inner: draw.inner.filter((_, k) => k !== j) }))
    }
  }
}

/** Leaves out arguments, from the last to the first, two together where one alone does not do. */
async function fewerArguments(current: () => readonly Draw[], fails: Fails): Promise<void> {
  for (let i = current().length - 1; i >= 0; i--) {
    for (let at = (current()[i]?.argv.length ?? 0) - 1; at >= 1; at--) {
      if (!(await fails(without(current(), i, at, 1)))) await fails(without(current(), i, at, 2))
    }
  }
}

function without(
  draws: readonly Draw[],
  index: number,
  at: number,
  count: number,
): readonly Draw[] {
  const draw = draws[index]
  if (draw === undefined || at + count > draw.argv.length) return []
  const argv = [...draw.argv.slice(0, at), ...draw.argv.slice(at + count)]
  return replaced(draws, index, { ...draw, argv })
}

function replaced(draws: readonly Draw[], index: number, draw: Draw): readonly Draw[] {
  return [...draws.slice(0, index), draw, ...draws.slice(index + 1)]
}
