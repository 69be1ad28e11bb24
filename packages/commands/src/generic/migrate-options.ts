import type { Bytes } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'

export interface MigrateOptions {
  readonly copy: boolean
  readonly replace: boolean
  /** What AUTH is to be sent with: a password, or a user's name and a password. */
  readonly credentials: readonly Bytes[]
  readonly keys: readonly Bytes[]
}

/** What follows the timeout of MIGRATE. Throws if it is wrong. */
export function migrateOptions(argv: Argv): MigrateOptions {
  let copy = false
  let replace = false
  let credentials: readonly Bytes[] = []
  for (let i = 6; i < argv.length; i++) {
    const left = argv.length - 1 - i
    if (arg.is(argv, i, 'COPY')) copy = true
    else if (arg.is(argv, i, 'REPLACE')) replace = true
    else if (arg.is(argv, i, 'AUTH') && left >= 1) credentials = argv.slice(i + 1, ++i + 1)
    else if (arg.is(argv, i, 'AUTH2') && left >= 2) {
      credentials = argv.slice(i + 1, i + 3)
      i += 2
    } else if (arg.is(argv, i, 'KEYS')) {
      if (arg.key(argv, 3) !== '') {
        throw err(
          'When using MIGRATE KEYS option, the key argument must be set to the empty string',
        )
      }
      return { copy, replace, credentials, keys: argv.slice(i + 1) }
    } else throw SYNTAX
  }
  return { copy, replace, credentials, keys: [arg.key(argv, 3)] }
}
