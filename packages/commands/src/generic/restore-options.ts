import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'

export interface RestoreOptions {
  replace: boolean
  /** The TTL argument is a deadline, in Unix milliseconds. */
  absttl: boolean
  /** In seconds. */
  idletime: number | bigint | undefined
  freq: number | undefined
}

/** The options from argv[4] on. IDLETIME and FREQ exclude each other. */
export function restoreOptions(argv: Argv): RestoreOptions {
  const options: RestoreOptions = {
    replace: false,
    absttl: false,
    idletime: undefined,
    freq: undefined,
  }
  for (let i = 4; i < argv.length; i++) {
    const word = arg.word(argv, i)
    const hasMore = i + 1 < argv.length
    if (word === 'REPLACE') options.replace = true
    else if (word === 'ABSTTL') options.absttl = true
    else if (word === 'IDLETIME' && hasMore && options.freq === undefined) {
      options.idletime = idletimeOf(argv, ++i)
    } else if (word === 'FREQ' && hasMore && options.idletime === undefined) {
      options.freq = freqOf(argv, ++i)
    } else throw SYNTAX
  }
  return options
}

function idletimeOf(argv: Argv, index: number): number | bigint {
  const idletime = arg.exactInteger(argv, index)
  if (idletime < 0) throw err('Invalid IDLETIME value, must be >= 0')
  return idletime
}

function freqOf(argv: Argv, index: number): number {
  const freq = arg.integer(argv, index)
  if (freq < 0 || freq > 255) throw err('Invalid FREQ value, must be >= 0 and <= 255')
  return freq
}
