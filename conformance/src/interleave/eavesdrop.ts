import type { Dice } from '../generate/dice.ts'
import { Drawer, intentsOf, requestsOf } from '../generate/draw.ts'
import { type Grammar, loadGrammars } from '../generate/grammar.ts'
import { isDrawn } from '../generate/not-drawn.ts'
import { drawSequence } from '../generate/sequence.ts'
import { ruleFor } from '../normalise/rules.ts'
import type { Step } from './steps.ts'

const GROUPS = new Set(
  'bitmap generic geo hash hyperloglog list set sorted-set stream string'.split(' '),
)
/** Their effect is by chance, they would wait, they need a payload; or Redis puts the event into the middle of its answer. */
const LEFT_OUT = new Set(
  'spop wait sort sort_ro restore restore-asking zpopmin zpopmax zmpop bzpopmin bzpopmax bzmpop'.split(
    ' ',
  ),
)

/**
 * Any data command of one client that listens to all keyspace events or tracks keys, over RESP3, where it is told between
 * its answers: shows which event a command causes and which keys it reads and changes, and whether before or after it answers.
 */
export function eavesdropper(available: ReadonlySet<string>): (dice: Dice) => Step[] {
  const grammars = [...loadGrammars().values()].filter(
    ({ name, group }) =>
      GROUPS.has(group) && available.has(name) && isDrawn(name) && !LEFT_OUT.has(name),
  )
  return (dice) => {
    const drawer = new Drawer(dice, { values: [], libraries: [] })
    const chooser = {
      next(): readonly [Grammar, string] {
        const grammar = dice.pick(grammars)
        return [grammar, dice.chance(0.8) ? 'good' : dice.pick(intentsOf(grammar))]
      },
    }
    const drawn = drawSequence(dice, drawer, chooser, (name) => available.has(name))
      .filter(({ argv }) => isPredictable(argv))
      .flatMap(requestsOf)
    return [['HELLO', '3'], ...listen(dice), ...drawn.map(({ argv }) => argv)].map((argv) => ({
      client: 0,
      argv,
    }))
  }
}

/** To all keyspace events, or to what becomes of the keys that it has read, or of all. */
function listen(dice: Dice): string[][] {
  if (dice.chance(0.5)) {
    return [
      ['CONFIG', 'SET', 'notify-keyspace-events', 'KEAmn'],
      ['PSUBSCRIBE', '__key*__:*'],
    ]
  }
  const options = dice.pick([
    [],
    [],
    ['BCAST'],
    ['BCAST', 'PREFIX', 'd', 'PREFIX', 'l'],
    ['OPTOUT'],
  ])
  return [['CLIENT', 'TRACKING', 'ON', ...options]]
}

function isPredictable(argv: readonly string[]): boolean {
  const isNew = /^(xadd|xautoclaim|xclaim|xreadgroup)$/i.test(argv[0]!) && argv.includes('*')
  return !isNew && ruleFor(argv) === undefined
}
