import type { Contestant } from '../contestant.ts'
import { Dice } from '../generate/dice.ts'
import { leaveOut } from '../leave-out.ts'
import { type Ending, type Fate, FramePlayer, isSame } from './duel.ts'
import { drawStream } from './mangle.ts'

/** Clients at once. */
const BATCH = 100
/** Milliseconds after which the fates of a batch are looked at, and those of clients that seem to differ. */
const PATIENCE = 2
const MORE_PATIENCE = 25
/** How many plays a mismatch may take to become shorter. */
const MOST_PLAYS = 300

export interface FramesOptions {
  readonly oracle: Contestant
  readonly ours: Contestant
  /** How many clients send mangled streams. */
  readonly streams: number
  readonly seed: number
  readonly ending: Ending
  /** Stops after so many mismatches. */
  readonly most?: number
}

export interface FrameMismatch {
  readonly stream: string
  /** How many bytes of it came at a time, the rest in one piece. */
  readonly pieces: readonly number[]
  /** Whether clients had to authenticate. */
  readonly isProtected: boolean
  readonly oracle: Fate
  readonly ours: Fate
}

export interface FramesResult {
  readonly played: number
  /** How many were told of a broken protocol, and how many connections the server closed. */
  readonly refused: number
  readonly closed: number
  readonly mismatches: readonly FrameMismatch[]
  /** Mismatches that did not come again when played again. */
  readonly unrepeatable: number
}

/** Streams of frames, of which some are mangled, at both servers: the same bytes back, and the same fate of each connection. */
export async function runFrames(options: FramesOptions): Promise<FramesResult> {
  const { seed, streams: wanted, most = 5 } = options
  const dice = new Dice(seed)
  const oracle = await FramePlayer.at(options.oracle, options.ending)
  const ours = await FramePlayer.at(options.ours, options.ending)
  const mismatches: FrameMismatch[] = []
  let played = 0
  let refused = 0
  let closed = 0
  let unrepeatable = 0
  for (let batch = 0; played < wanted && mismatches.length < most; batch++) {
    const isProtected = batch % 4 === 3
    await Promise.all([oracle.protect(isProtected), ours.protect(isProtected)])
    const count = Math.min(BATCH, wanted - played)
    const streams = Array.from({ length: count }, (_, n) => drawStream(dice, `key${n}`))
    const pieces = Array.from({ length: dice.below(4) }, () => dice.between(1, 30))
    const [theirs, own] = await Promise.all([
      oracle.play(streams, pieces, PATIENCE),
      ours.play(streams, pieces, PATIENCE),
    ])
    played += count
    for (const [at, fate] of theirs.entries()) {
      if (fate.said.includes('-ERR Protocol error')) refused++
      if (fate.closed) closed++
      if (isSame(fate, own[at]!) || mismatches.length >= most) continue
      const found = await shortest({ stream: streams[at]!, pieces, isProtected }, oracle, ours)
      if (found === undefined) unrepeatable++
      else mismatches.push(found)
    }
  }
  oracle.close()
  ours.close()
  return { played, refused, closed, mismatches, unrepeatable }
}

/** The shortest stream found by leaving bytes out; `undefined` where it makes no difference when played alone. */
async function shortest(
  { stream, pieces, isProtected }: Omit<FrameMismatch, 'oracle' | 'ours'>,
  oracle: FramePlayer,
  ours: FramePlayer,
): Promise<FrameMismatch | undefined> {
  let best: FrameMismatch | undefined
  let plays = 0
  const attempt = async (bytes: readonly string[]): Promise<readonly string[] | undefined> => {
    if (plays++ > MOST_PLAYS) return undefined
    const candidate = bytes.join('')
    const [[a], [b]] = await Promise.all([
      oracle.play([candidate], pieces, MORE_PATIENCE),
      ours.play([candidate], pieces, MORE_PATIENCE),
    ])
    if (isSame(a!, b!)) return undefined
    best = { stream: candidate, pieces, isProtected, oracle: a!, ours: b! }
    return bytes
  }
  const bytes = await attempt([...stream])
  if (bytes !== undefined) await leaveOut(bytes, attempt)
  return best
}
