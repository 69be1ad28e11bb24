import type { Bytes } from '@resident/bytes'
import {
  type Argv,
  globMatches,
  type Handler,
  type ReplyFields,
  replyValue,
  untilZero,
} from '@resident/commands'
import type { ReplyWriter } from '@resident/protocol'
import { err } from '../errors.ts'
import type { Library, LibraryFunction } from '../functions/library.ts'
import { ENGINE } from '../functions/metadata.ts'
import { FLAG_NAMES } from '../script-flags.ts'
import { scriptingOf } from '../scripting.ts'

/** FUNCTION LIST [LIBRARYNAME library-name-pattern] [WITHCODE] */
export const functionList: Handler = ({ server }, argv, reply) => {
  const { pattern, withCode } = readOptions(argv)
  const { libraries } = scriptingOf(server)
  const listed = [...libraries.all].filter(
    ({ name }) => pattern === undefined || globMatches(pattern, lowered(name)),
  )
  const shown = listed.map((library) => fieldsOf(library, withCode))
  replyValue(reply, shown)
}

interface Options {
  pattern: Bytes | undefined
  withCode: boolean
}

function readOptions(argv: Argv): Options {
  const options: Options = { pattern: undefined, withCode: false }
  for (let i = 2; i < argv.length; i++) {
    const word = untilZero(argv[i]!).toUpperCase()
    if (word === 'WITHCODE' && !options.withCode) options.withCode = true
    else if (word === 'LIBRARYNAME' && options.pattern === undefined) {
      if (++i === argv.length) throw err('library name argument was not given')
      options.pattern = lowered(argv[i]!)
    } else throw err(`Unknown argument ${untilZero(argv[i]!)}`)
  }
  return options
}

/** Patterns match in any case. */
function lowered(text: Bytes): Bytes {
  return text.toLowerCase() as Bytes
}

function fieldsOf({ name, code, functions }: Library, withCode: boolean): ReplyFields {
  return {
    library_name: name,
    engine: ENGINE,
    functions: [...functions.values()].map((each) => ({
      name: each.name,
      description: each.description,
      flags: (reply) => sayFlags(each, reply),
    })),
    ...(withCode && { library_code: code }),
  }
}

function sayFlags({ flags }: LibraryFunction, reply: ReplyWriter): void {
  const names = [...FLAG_NAMES].filter(([, flag]) => (flags & flag) !== 0)
  reply.set(names.length)
  for (const [flagName] of names) reply.status(flagName)
}
