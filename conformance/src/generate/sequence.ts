import type { Dice } from './dice.ts'
import type { Draw, Drawer, Intent } from './draw.ts'
import type { Grammar } from './grammar.ts'
import { hintFor } from './hints.ts'
import { namesOf, spareOf } from './keys.ts'
import { LIMITS } from './limits.ts'
import { LIBRARY } from './server-hints.ts'

/** How many drawn commands a sequence has, besides what prepares them. */
const SEQUENCE_LENGTH = 50

/** How often every command counts as slow. */
const SLOW = 0.3

/** Chooses the next command and what it is drawn for. */
export interface Chooser {
  next(): readonly [Grammar, Intent]
}

/**
 * One sequence, from an empty server: settings, a key of nearly every kind, drawn commands, and those last
 * that take keys away.
 */
export function drawSequence(
  dice: Dice,
  drawer: Drawer,
  chooser: Chooser,
  has: (command: string) => boolean,
): Draw[] {
  const drawn: Draw[] = []
  const late: Draw[] = []
  for (let i = 0; i < SEQUENCE_LENGTH; i++) {
    const [grammar, intent] = chooser.next()
    let draw = drawer.draw(grammar, intent)
    if (hintFor(grammar.name).request && intent !== 'arity') {
      draw = { ...draw, argv: [...draw.argv, ...drawer.draw(...chooser.next()).argv] }
    }
    if (draw.command === 'multi') draw = { ...draw, inner: drawInner(dice, drawer, chooser) }
    if (hintFor(grammar.name).late) late.push(draw)
    else drawn.push(draw)
  }
  return [...prepare(dice, has), ...drawn, ...late]
}

/** What is queued by a MULTI, and its end. Nothing that needs MULTI itself, or a copy of its key afterwards. */
function drawInner(dice: Dice, drawer: Drawer, chooser: Chooser): string[][] {
  const inner: string[][] = []
  for (let i = dice.between(1, 4); i > 0; i--) {
    const [grammar, intent] = chooser.next()
    const { queued, late, copies } = hintFor(grammar.name)
    if (grammar.name === 'multi' || queued || late || copies) continue
    inner.push([...drawer.draw(grammar, intent).argv])
  }
  inner.push([dice.chance(0.85) ? 'EXEC' : 'DISCARD'])
  return inner
}

function prepare(dice: Dice, has: (command: string) => boolean): Draw[] {
  const draws: Draw[] = []
  const add = (...argv: string[]): void => {
    const name = (argv[0] as string).toLowerCase()
    if (!has(name) && !has(`${name}|${(argv[1] as string).toLowerCase()}`)) return
    draws.push({
      command: 'setup',
      intent: 'setup',
      argv,
      tokens: [],
      key: undefined,
      queued: false,
    })
  }

  const settings = Object.entries(LIMITS).flatMap(([name, sizes]) => [
    name,
    String(dice.pick(sizes)),
  ])
  add('CONFIG', 'SET', ...settings)
  addStrings(dice, add)
  addCollections(dice, add)
  addSortedSets(dice, add)
  addStreams(dice, add)
  add('FUNCTION', 'LOAD', 'REPLACE', LIBRARY)
  addSpares(add)
  if (dice.chance(SLOW)) add('CONFIG', 'SET', 'slowlog-log-slower-than', '0')
  return draws
}

function addStrings(dice: Dice, add: (...argv: string[]) => void): void {
  const [text, binary] = namesOf('string') as [string, string]
  add('SET', text, dice.pick(['hello', 'ohmytext', 'v', '10', '\xff\0']))
  add('SET', binary, dice.pick(['mynewtext', 'x'.repeat(70), '']))
  add('SET', 'num', String(dice.pick([0, 7, -5, 41])))
  add('SET', 'float', dice.pick(['1.5', '3', '10']))
  add('MSET', 'w_a', '3', 'w_b', '1', 'w_c', '2', 'w_1', '5', 'w_2', '4')
  for (const key of namesOf('hll')) add('PFADD', key, 'a', 'b', dice.pick(['c', 'd']))
}

function addCollections(dice: Dice, add: (...argv: string[]) => void): void {
  for (const key of namesOf('list')) {
    add('RPUSH', key, ...someOf(dice, ['a', 'b', 'c', 1, 2, 10, 'e']))
  }
  for (const key of namesOf('hash')) {
    add('HSET', key, 'n', String(dice.between(-5, 50)), 'm', '1.5')
    const fields = someOf(dice, ['f', 'g', 'h', 1, 12])
    add('HSET', key, ...fields.flatMap((field) => [field, dice.pick(['v', '', '7'])]))
  }
  for (const key of namesOf('set')) {
    const members = key === 'ints' ? [1, 2, 3, 10, -7, 70000] : ['a', 'b', 'c', 1, 2, 'd']
    add('SADD', key, ...someOf(dice, members))
  }
}

function addSortedSets(dice: Dice, add: (...argv: string[]) => void): void {
  for (const key of namesOf('zset')) {
    const members = someOf(dice, ['a', 'b', 'c', 'd', 1, 2])
    const score = (): string => String(dice.pick([0, 1, 2, 3, '1.5']))
    add('ZADD', key, ...members.flatMap((member) => [score(), member]))
  }
  for (const key of namesOf('lex')) {
    const members = someOf(dice, ['a', 'b', 'c', 'd', 'e', 1, 12, ''])
    add('ZADD', key, ...members.flatMap((member) => ['0', member]))
  }
  for (const key of namesOf('geo')) {
    add('GEOADD', key, '13.361389', '38.115556', 'a', '15.087269', '37.502669', 'b')
    add('GEOADD', key, '2.35', '48.85', 'c')
  }
}

/** Two to six of the texts, some perhaps more than once. */
function someOf(dice: Dice, texts: readonly (string | number)[]): string[] {
  return Array.from({ length: dice.between(2, 6) }, () => String(dice.pick(texts)))
}

function addStreams(dice: Dice, add: (...argv: string[]) => void): void {
  for (const key of namesOf('stream')) {
    for (const id of ['1-1', '2-1', '3-0', '4-0', '5-0'])
      add('XADD', key, id, 'f', dice.pick(['v', 'w']))
    add('XGROUP', 'CREATE', key, 'g1', '0')
    if (dice.chance(0.5)) add('XGROUP', 'CREATE', key, 'g2', '3-0')
    if (dice.chance(0.2)) add('XDEL', key, dice.pick(['1-1', '2-1', '3-0']))
    add('XREADGROUP', 'GROUP', 'g1', 'c1', 'COUNT', '2', 'STREAMS', key, '>')
    if (dice.chance(0.5)) add('XREADGROUP', 'GROUP', 'g1', 'c2', 'COUNT', '1', 'STREAMS', key, '>')
    if (dice.chance(0.3)) add('XDEL', key, dice.pick(['1-1', '2-1', '5-0']))
    if (dice.chance(0.2)) add('XTRIM', key, 'MAXLEN', '3')
  }
}

/** What destinations hold before: one key of each type. */
function addSpares(add: (...argv: string[]) => void): void {
  add('SET', spareOf('string'), 'v')
  add('RPUSH', spareOf('list'), 'a')
  add('HSET', spareOf('hash'), 'f', 'v')
  add('SADD', spareOf('set'), 'a')
  add('ZADD', spareOf('zset'), '1', 'a')
  add('XADD', spareOf('stream'), '1-1', 'f', 'v')
}
