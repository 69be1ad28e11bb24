import type { EncodingLimits, StreamId, Trimming } from '@resident/storage'
import * as arg from '../args/index.ts'
import { streamId } from '../args/stream-id.ts'
import type { Argv } from '../command.ts'
import { err } from '../errors.ts'
import { untilZero } from '../until-zero.ts'

/** Without LIMIT, `~` removes at most the entries of this many nodes. */
const USUAL_NODES = 100
const USUAL_WITHOUT_NODE_LIMIT = 10_000
const USUAL_MOST = 1_000_000

/** `<MAXLEN | MINID> [= | ~] threshold [LIMIT count]`, option by option as they come among XADD's and XTRIM's. */
export class TrimOptions {
  #keep: number | StreamId | undefined
  #approximate = false
  #limit: number | undefined

  /** Takes the option at argv[index]; returns how many arguments it has, 0 if it is none of these. */
  take(argv: Argv, index: number): number {
    if (index + 1 === argv.length) return 0
    switch (arg.word(argv, index)) {
      case 'MAXLEN':
        return this.#takeThreshold(argv, index, maxlenOf)
      case 'MINID':
        return this.#takeThreshold(argv, index, streamId)
      case 'LIMIT':
        this.#limit = arg.integer(argv, index + 1)
        if (this.#limit < 0) throw err('The LIMIT argument must be >= 0.')
        return 2
      default:
        return 0
    }
  }

  /** What all options together ask for; `undefined` if there was no threshold. */
  trimming(limits: EncodingLimits): Trimming | undefined {
    if (this.#keep === undefined && this.#limit) {
      throw err('syntax error, LIMIT cannot be used without specifying a trimming strategy')
    }
    return this.#keep === undefined
      ? undefined
      : { keep: this.#keep, approximate: this.#approximate, limit: this.#limitUnder(limits) }
  }

  /** LIMIT needs `~`, even where nothing is to be trimmed. */
  checkLimit(): void {
    if (this.#limit !== undefined && !this.#approximate) {
      throw err('syntax error, LIMIT cannot be used without the special ~ option')
    }
  }

  #takeThreshold(
    argv: Argv,
    index: number,
    read: (argv: Argv, index: number) => number | StreamId,
  ): number {
    if (this.#keep !== undefined) {
      throw err('syntax error, MAXLEN and MINID options at the same time are not compatible')
    }
    const mark = index + 2 < argv.length ? untilZero(arg.bytes(argv, index + 1)) : ''
    const marked = mark === '~' || mark === '='
    this.#approximate = mark === '~'
    this.#keep = read(argv, marked ? index + 2 : index + 1)
    return marked ? 3 : 2
  }

  #limitUnder({ streamNodeMaxEntries }: EncodingLimits): number {
    if (this.#limit !== undefined || !this.#approximate) return this.#limit ?? 0
    if (streamNodeMaxEntries === 0) return USUAL_WITHOUT_NODE_LIMIT
    return Math.min(USUAL_NODES * streamNodeMaxEntries, USUAL_MOST)
  }
}

function maxlenOf(argv: Argv, index: number): number {
  const length = arg.integer(argv, index)
  if (length < 0) throw err('The MAXLEN argument must be >= 0.')
  return length
}
