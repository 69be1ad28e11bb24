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

const PER_SCRIPT = 100

/**
 * Compares what `count` drawn expressions come to at both.
 *
 * NaN has a sign that scripts can see, and JavaScript does not keep it: all NaNs are the same here.
 */
export async function duel(options: {
  readonly draw: Draw
  readonly count: number
  readonly seed: number
  readonly oracle: Evaluate
  readonly ours: Evaluate
  readonly onDifference: (difference: Difference) => void
}): Promise<number> {
  const dice = new Dice(options.seed)
  let compared = 0
  while (compared < options.count) {
    const expressions = Array.from({ length: PER_SCRIPT }, () => options.draw(dice))
    const script = scriptOf(expressions)
    const [oracle, ours] = await Promise.all([options.oracle(script), options.ours(script)])
    for (let i = 0; i < expressions.length; i++) {
      const pair = { oracle: withoutSign(oracle[i] ?? ''), ours: withoutSign(ours[i] ?? '') }
      if (pair.oracle !== pair.ours)
        options.onDifference({ expression: expressions[i] ?? '', ...pair })
    }
    compared += expressions.length
  }
  return compared
}

function withoutSign(text: string): string {
  return text.replaceAll('-nan', 'nan')
}
