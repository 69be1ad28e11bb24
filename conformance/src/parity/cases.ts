import type { Grammar } from '../generate/grammar.ts'
import type { DocumentedErrors } from '../generate/reach.ts'
import type { ArgumentDocs, CommandInfo } from '../table.ts'
import type { Played } from './evidence.ts'
import { isOption } from './match.ts'

/** A case that a command's transcript must have, as far as the grammar tells that there is one. */
export interface Case {
  /** `plain use`, `option NX` … */
  readonly name: string
  readonly isShownBy: (played: Played) => boolean
}

/**
 * Commands whose use no transcript can show, and why: what the grammar takes must be sent all the same, and be refused.
 */
const NEVER_SUCCEEDS: Readonly<Record<string, string>> = {
  'acl|load': 'needs an ACL file, which a server is given when it starts: acl-file.test.ts',
  'acl|save': 'needs an ACL file, which a server is given when it starts: acl-file.test.ts',
  bgrewriteaof: 'there is no append only file',
  'cluster|count-failure-reports': 'needs another node',
  'cluster|failover': 'needs another node',
  'cluster|forget': 'needs another node',
  'cluster|meet': 'needs another node',
  'cluster|replicas': 'needs another node',
  'cluster|replicate': 'needs another node',
  'cluster|setslot': 'needs another node, but for STABLE',
  'cluster|slaves': 'needs another node',
  'config|rewrite': 'needs a redis.conf, which a server is given when it starts',
  failover: 'needs a replica',
  'function|kill': 'needs a function that goes on and on',
  'script|kill': 'needs a script that goes on and on',
  'memory|malloc-stats': 'is the allocator’s own text',
  'module|load': 'is not allowed without an option of redis.conf',
  'module|loadex': 'is not allowed without an option of redis.conf',
  'module|unload': 'is not allowed without an option of redis.conf',
  pfselftest: 'works for seconds: self-test.test.ts',
  psync: 'is for replicas',
  shutdown: 'ends the server',
  sync: 'is for replicas',
}

/**
 * Commands that take a key whatever it holds. Those of the generic group do so by nature; of the groups that are named for a
 * type, these. They must be shown at a key of another type all the same.
 */
const TAKES_ANY_TYPE: readonly string[] = [
  'lcs',
  'mget',
  'mset',
  'msetnx',
  'psetex',
  'setex',
  'setnx',
]

/** The cases of a command that only has subcommands. */
export function casesOfContainer({ arity }: Pick<CommandInfo, 'arity'>): Case[] {
  const unknown = {
    name: 'unknown subcommand',
    isShownBy: ({ reply }: Played) => reply.startsWith('(error) ERR unknown subcommand'),
  }
  // COMMAND by itself does something.
  return arity === -1 ? [unknown] : [WRONG_ARITY, unknown]
}

const WRONG_ARITY: Case = { name: 'wrong arity', isShownBy: hasWrongArity }

function hasWrongArity({ reply }: Pick<Played, 'reply'>): boolean {
  // `unknown subcommand or wrong number of arguments` is said of options, too.
  return /(?<!or )wrong number of arguments/.test(reply)
}

/** The cases of the definition of done that this command can have. */
export function casesOf(grammar: Grammar, documented: DocumentedErrors): Case[] {
  return [
    ...usesOf(grammar),
    ...refusalsOf(grammar, Object.keys(documented[grammar.name] ?? {})),
    ...oddTextsOf(grammar),
  ]
}

/** Plain use, and each option. */
function usesOf({ name, tokens }: Grammar): Case[] {
  const refused = Object.hasOwn(NEVER_SUCCEEDS, name)
  const options = tokens.map((token) => ({
    name: `option ${token}`,
    isShownBy: (played: Played) => (refused || succeeds(played)) && hasToken(played, token),
  }))
  return refused ? options : [{ name: 'plain use', isShownBy: succeeds }, ...options]
}

function refusalsOf(grammar: Grammar, errors: readonly string[]): Case[] {
  const cases: Case[] = []
  if (canHaveWrongArity(grammar)) cases.push(WRONG_ARITY)
  if (grammar.hasKey) {
    cases.push({ name: 'missing key', isShownBy: ({ keyIsMissing }) => keyIsMissing })
  }
  if (errors.some((text) => text.startsWith('WRONGTYPE'))) {
    cases.push({
      name: 'wrong type',
      isShownBy: ({ reply }) => reply.includes('(error) WRONGTYPE'),
    })
  } else if (TAKES_ANY_TYPE.includes(grammar.name)) {
    cases.push({
      name: 'key of another type',
      isShownBy: ({ keyIsOf }) => keyIsOf !== undefined && keyIsOf !== grammar.group,
    })
  }
  if (errors.includes('ERR syntax error')) {
    cases.push({
      name: 'syntax error',
      isShownBy: ({ reply }) => reply.includes('(error) ERR syntax error'),
    })
  }
  if (grammar.args.some(hasOption) && !grammar.args.some(takesAnyWord)) cases.push(UNKNOWN_OPTION)
  return [...cases, ...badNumbersOf(grammar)]
}

/** A word where none may stand, or where the grammar has others. */
const UNKNOWN_OPTION: Case = {
  name: 'unknown option',
  isShownBy: ({ reading, reply }) =>
    reading === undefined && reply.startsWith('(error)') && !hasWrongArity({ reply }),
}

/** Not so where a word that is no option reads as a value: ACL LOG's count, REPLICAOF's host. */
function hasOption(argument: ArgumentDocs): boolean {
  return isOption(argument) || (argument.arguments ?? []).some(hasOption)
}

/** What may be repeated without a token: an unknown word reads as one more key. */
function takesAnyWord(argument: ArgumentDocs): boolean {
  return (argument.flags?.includes('multiple') ?? false) && !isOption(argument)
}

/** Each number of the grammar, told by its name; and any of them where the key is missing. */
function badNumbersOf(grammar: Grammar): Case[] {
  const names = new Set(valuesOf(grammar).filter(isNumber).map(fullName))
  const each = [...names].map((name) => ({
    name: `bad ${name}`,
    isShownBy: (played: Played) => badNumbers(played).includes(name),
  }))
  if (each.length === 0 || !grammar.hasKey) return each
  const withoutKey = {
    name: 'bad argument with a missing key',
    isShownBy: (played: Played) => played.keyIsMissing && badNumbers(played).length > 0,
  }
  return [withoutKey, ...each]
}

function fullName({ token, name }: ArgumentDocs): string {
  return token === undefined ? name : `${token} ${name}`
}

function oddTextsOf(grammar: Grammar): Case[] {
  if (!valuesOf(grammar).some(isText)) return []
  return [
    { name: 'empty string', isShownBy: (played) => someText(played, (text) => text === '') },
    {
      name: 'byte above 127',
      isShownBy: (played) => someText(played, (text) => /[\x80-\xff]/.test(text)),
    },
  ]
}

/** PING and COMMAND take any number; so does a container's subcommand that only wants its name. */
function canHaveWrongArity({ arity, words }: Grammar): boolean {
  return arity > 0 || -arity > words.length
}

function valuesOf({ args }: Grammar): ArgumentDocs[] {
  return args.flatMap(valuesIn)
}

function valuesIn(argument: ArgumentDocs): ArgumentDocs[] {
  if (argument.arguments !== undefined) return argument.arguments.flatMap(valuesIn)
  return argument.type === 'pure-token' ? [] : [argument]
}

function isNumber({ type }: ArgumentDocs): boolean {
  return type === 'integer' || type === 'double' || type === 'unix-time'
}

function isText({ type }: ArgumentDocs): boolean {
  return type === 'key' || type === 'string' || type === 'pattern'
}

function succeeds({ reply, reading }: Played): boolean {
  return reading !== undefined && !reply.startsWith('(error)')
}

function hasToken({ reading }: Played, token: string): boolean {
  return reading?.tokens.includes(token) ?? false
}

function someText({ reading }: Played, test: (text: string) => boolean): boolean {
  return reading?.placed.some(({ argument, text }) => isText(argument) && test(text)) ?? false
}

function badNumbers({ reading }: Played): string[] {
  const placed = reading?.placed ?? []
  return placed
    .filter(({ argument, text }) => isBadNumber(argument, text))
    .map(({ argument }) => fullName(argument))
}

const INTEGER = /^-?\d{1,19}$/
const FLOAT = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$|^[-+]?inf(inity)?$/i

function isBadNumber(argument: ArgumentDocs, text: string): boolean {
  if (!isNumber(argument)) return false
  return !(argument.type === 'double' ? FLOAT : INTEGER).test(text)
}
