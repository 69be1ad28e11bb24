import type { ScoredMember } from '@resident/storage'
import * as arg from '../args/index.ts'
import { type Argv, type Command, firstKey } from '../command.ts'
import { SYNTAX } from '../errors.ts'
import { type AddOptions, setScores } from '../sorted-set/add.ts'
import { point } from './arguments.ts'
import { scoreOf } from './cell.ts'

/** GEOADD key [NX | XX] [CH] longitude latitude member [longitude latitude member ...] */
export const geoadd: Command = {
  name: 'geoadd',
  arity: -5,
  flags: ['write', 'denyoom'],
  keys: firstKey('RW', 'update'),

  run({ db }, argv, reply) {
    const { options, first } = optionsOf(argv)
    const pairs: ScoredMember[] = []
    for (let i = first; i < argv.length; i += 3) {
      pairs.push({ score: scoreOf(point(argv, i)), member: arg.bytes(argv, i + 2) })
    }
    setScores(db, arg.key(argv, 1), options, pairs, reply)
  },
}

/** The options, and the index of the first longitude. */
function optionsOf(argv: Argv): { readonly options: AddOptions; readonly first: number } {
  const options: AddOptions = { nx: false, xx: false, gt: false, lt: false, ch: false }
  let first = 2
  for (; first < argv.length; first++) {
    const word = arg.word(argv, first)
    if (word === 'NX') options.nx = true
    else if (word === 'XX') options.xx = true
    else if (word === 'CH') options.ch = true
    else break
  }
  const left = argv.length - first
  if (left === 0 || left % 3 !== 0 || (options.nx && options.xx)) throw SYNTAX
  return { options, first }
}
