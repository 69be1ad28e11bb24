import { parseDouble } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { SetValue, SortedSetValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { err, LIMIT_NEGATIVE, SYNTAX, WRONGTYPE } from '../errors.ts'

/** An operand of ZUNION and similar: a sorted set, or a set, whose members all score 1. `undefined` is empty. */
export type Source = SortedSetValue | SetValue | undefined

/** The sources with their weights, and how the scores of one member are aggregated. */
export interface Operands {
  readonly sources: readonly Source[]
  readonly weights: number[]
  aggregate: Aggregate
  withScores: boolean
  /** ZINTERCARD's; 0 for none. */
  limit: number
}

export type Aggregate = 'SUM' | 'MIN' | 'MAX'

/** Which options a command has. */
export interface OperandForm {
  readonly command: string
  /** The index of the number of keys. */
  readonly countAt: number
  /** WEIGHTS and AGGREGATE. */
  readonly weighted?: boolean
  /** WITHSCORES. */
  readonly scored?: boolean
  /** LIMIT. */
  readonly limited?: boolean
}

/** Reads `numkeys key [key ...]` from argv[countAt] on, then the options. Every key is read, so that a wrong type anywhere throws. */
export function operands(db: Keyspace, argv: Argv, form: OperandForm): Operands {
  const { command, countAt } = form
  const count = arg.integer(argv, countAt)
  if (count < 1) throw err(`at least 1 input key is needed for '${command}' command`)
  const first = countAt + 1
  if (count > argv.length - first) throw SYNTAX
  const sources: Source[] = []
  for (let i = first; i < first + count; i++) sources.push(sourceAt(db, argv, i))
  const found: Operands = {
    sources,
    weights: sources.map(() => 1),
    aggregate: 'SUM',
    withScores: false,
    limit: 0,
  }
  for (let i = first + count; i < argv.length; ) i += takeOption(argv, i, form, found)
  return found
}

function sourceAt(db: Keyspace, argv: Argv, index: number): Source {
  const held = db.readAny(arg.key(argv, index))
  if (held === undefined) return undefined
  if (typeof held !== 'object' || (held.type !== 'zset' && held.type !== 'set')) throw WRONGTYPE
  return held
}

/** Returns how many arguments the option took. */
function takeOption(argv: Argv, i: number, form: OperandForm, found: Operands): number {
  const word = arg.word(argv, i)
  const left = argv.length - i
  if (form.weighted && word === 'WEIGHTS' && left > found.weights.length) {
    for (let j = 0; j < found.weights.length; j++) found.weights[j] = weightAt(argv, i + 1 + j)
    return found.weights.length + 1
  }
  if (form.weighted && word === 'AGGREGATE' && left >= 2) {
    found.aggregate = aggregateAt(argv, i + 1)
    return 2
  }
  if (form.limited && word === 'LIMIT' && left >= 2) {
    found.limit = arg.atLeast(argv, i + 1, 0, LIMIT_NEGATIVE)
    return 2
  }
  if (!form.scored || word !== 'WITHSCORES') throw SYNTAX
  found.withScores = true
  return 1
}

function weightAt(argv: Argv, index: number): number {
  const weight = parseDouble(arg.bytes(argv, index))
  if (weight === undefined) throw err('weight value is not a float')
  return weight
}

function aggregateAt(argv: Argv, index: number): Aggregate {
  const word = arg.word(argv, index)
  if (word !== 'SUM' && word !== 'MIN' && word !== 'MAX') throw SYNTAX
  return word
}
