import { Dice } from '../generate/dice.ts'
import type { Draw } from './expressions.ts'
import { scriptOf } from './script.ts'

/** Runs a script that returns an array of texts, and gives them; one text where the script is refused. */
export type Evaluate = (script: string) => Promise<readonly string[]>

export interface Difference {
  readonly expression: string
  readonly oracle: string
  readonly ours: string
}

export interface Compared {
  readonly expressions: number
  /** How many agreed but for the order of keys, which Lua left open there. */
  readonly unordered: number
}

const PER_SCRIPT = 100

/** Compares what `count` drawn expressions come to at both. */
export async function duel(options: {
  readonly draw: Draw
  readonly count: number
  readonly seed: number
  readonly oracle: Evaluate
  readonly ours: Evaluate
  readonly onDifference: (difference: Difference) => void
}): Promise<Compared> {
  const dice = new Dice(options.seed)
  let compared = 0
  let unordered = 0
  while (compared < options.count) {
    const expressions = Array.from({ length: PER_SCRIPT }, () => options.draw(dice))
    const script = scriptOf(expressions)
    const [oracle, ours] = await Promise.all([options.oracle(script), options.ours(script)])
    // Nothing would be compared but how both refuse it.
    if (oracle.length < PER_SCRIPT) throw new Error(`redis-server refuses the script: ${oracle[0]}`)
    for (const [i, expression] of expressions.entries()) {
      const difference = { expression, oracle: oracle[i] ?? '', ours: ours[i] ?? '' }
      if (difference.oracle === difference.ours) continue
      if (isByAddress(difference)) unordered++
      else options.onDifference(difference)
    }
    compared += expressions.length
  }
  return { expressions: compared, unordered }
}

/**
 * Whether only the order of keys differs, and one of them may be a table: its address decides the order.
 * Only MessagePack has such keys.
 */
function isByAddress({ expression, oracle, ours }: Difference): boolean {
  return /^cmsgpack\.unpack\w*\('/.test(expression) && parts(oracle) === parts(ours)
}

function parts(text: string): string {
  return text
    .split(/[,{}[\] ]/)
    .sort()
    .join()
}
