import type { StreamValue } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { err, subcommandSyntax } from '../errors.ts'

const XGROUP_NEEDS_KEY = err(
  'The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.',
)

/** What may follow the id of XGROUP CREATE and XGROUP SETID. */
export interface GroupOptions {
  mkstream: boolean
  /** `undefined` for -1, or if it is not given. */
  entriesRead: number | bigint | undefined
}

/** `[MKSTREAM] [ENTRIESREAD entries_read]` from argv[5] on; MKSTREAM only where a stream may be made. */
export function groupOptions(
  argv: Argv,
  { mayMake = false }: { readonly mayMake?: boolean } = {},
): GroupOptions {
  const options: GroupOptions = { mkstream: false, entriesRead: undefined }
  for (let i = 5; i < argv.length; i++) {
    if (mayMake && arg.is(argv, i, 'MKSTREAM')) options.mkstream = true
    else if (arg.is(argv, i, 'ENTRIESREAD') && i + 1 < argv.length) {
      options.entriesRead = entriesReadAt(argv, ++i)
    } else throw groupSyntax(argv)
  }
  return options
}

/** Throws if there is no stream, which most subcommands of XGROUP require. */
export function demandStream(stream: StreamValue | undefined): StreamValue {
  if (stream === undefined) throw XGROUP_NEEDS_KEY
  return stream
}

export function groupSyntax(argv: Argv): ReturnType<typeof subcommandSyntax> {
  return subcommandSyntax('XGROUP', arg.bytes(argv, 1))
}

function entriesReadAt(argv: Argv, index: number): number | bigint | undefined {
  const count = arg.exactInteger(argv, index)
  if (count < -1) throw err('value for ENTRIESREAD must be positive or -1')
  return count === -1 ? undefined : count
}
