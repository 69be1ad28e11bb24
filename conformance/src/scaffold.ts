import { readOptionsAndWords, refuse } from './options.ts'
import { recordedDocs, recordedInfo } from './recorded.ts'
import { REFERENCE_VERSION } from './redis-server.ts'
import type { PlainMap } from './reply.ts'
import { type ArgumentDocs, type CommandDocs, type CommandInfo, withSubcommands } from './table.ts'

const USAGE = `usage: npm run scaffold -- COMMAND…
prints the row of each command, such as zadd or 'config|get', in the form that packages/commands uses, from what was recorded of the
real server; what the command does is left to you`

/** The ACL category that a group's commands have by default. */
const GROUP_CATEGORY: Readonly<Record<string, string>> = {
  bitmap: '@bitmap',
  connection: '@connection',
  generic: '@keyspace',
  geo: '@geo',
  hash: '@hash',
  hyperloglog: '@hyperloglog',
  list: '@list',
  pubsub: '@pubsub',
  scripting: '@scripting',
  set: '@set',
  'sorted-set': '@sortedset',
  stream: '@stream',
  string: '@string',
  transactions: '@transaction',
}

function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (value !== null && typeof value === 'object') {
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${key}: ${literal(each)}`)
      .join(', ')} }`
  }
  if (typeof value !== 'string') return String(value)
  return value.includes("'") ? JSON.stringify(value) : `'${value}'`
}

/** Categories that COMMAND INFO shows and that neither the group nor the flags bring. */
function extraCategories({ flags, categories }: CommandInfo, group: string): string[] {
  const implied = new Set([GROUP_CATEGORY[group], flags.includes('fast') ? '@fast' : '@slow'])
  if (flags.includes('write')) implied.add('@write')
  if (flags.includes('readonly') && group !== 'scripting') implied.add('@read')
  if (flags.includes('admin')) implied.add('@admin').add('@dangerous')
  if (flags.includes('pubsub')) implied.add('@pubsub')
  if (flags.includes('blocking')) implied.add('@blocking')
  return categories
    .filter((category) => !implied.has(category))
    .map((category) => category.slice(1))
}

function keySpec(spec: PlainMap): string {
  const flags = spec.flags as string[]
  const begin = spec.begin_search as { type: string; spec: Record<string, number | string> }
  const find = spec.find_keys as { type: string; spec: Record<string, number> }
  const words = flags.map(literal).join(', ')
  const { index, keyword, startfrom } = begin.spec
  const { lastkey, keystep, limit, keynumidx, firstkey } = find.spec
  if (begin.type === 'index' && spec.notes === undefined) {
    if (find.type === 'range' && lastkey === 0) return `keyAt(${index}, ${words})`
    if (find.type === 'range' && limit === 0) {
      return `keysFrom(${index}, ${lastkey}, ${keystep}, ${words})`
    }
    if (find.type === 'keynum' && keynumidx === 0 && firstkey === 1 && keystep === 1) {
      return `countedKeys(${index}, ${words})`
    }
  }
  return literal({
    flags,
    begin:
      begin.type === 'index'
        ? { index }
        : begin.type === 'keyword'
          ? { keyword, startFrom: startfrom }
          : 'unknown',
    find:
      find.type === 'range'
        ? { last: lastkey, step: keystep, limit }
        : find.type === 'keynum'
          ? { countAt: keynumidx, first: firstkey, step: keystep }
          : 'unknown',
    ...(spec.notes === undefined ? {} : { notes: spec.notes }),
  })
}

function keys(specs: readonly PlainMap[]): string {
  const only = specs.length === 1 ? keySpec(specs[0] as PlainMap) : ''
  if (only.startsWith('keyAt(1, ')) return only.replace('keyAt(1, ', 'firstKey(')
  return `[${specs.map(keySpec).join(', ')}]`
}

/** The usage line, in the notation of Redis's documents. */
function usage(argument: ArgumentDocs): string {
  const inner = (argument.arguments ?? []).map(usage)
  const token = argument.token === '' ? '""' : argument.token
  let text = argument.name
  if (argument.type === 'pure-token') text = token ?? ''
  else if (argument.type === 'oneof') text = inner.join(' | ')
  else if (argument.type === 'block') text = inner.join(' ')
  if (token !== undefined && argument.type !== 'pure-token') text = `${token} ${text}`
  const flags = argument.flags ?? []
  if (flags.includes('multiple')) {
    text += ` [${flags.includes('multiple_token') ? text : text.replace(/^[A-Z]+ /, '')} ...]`
  }
  if (flags.includes('optional')) return `[${text}]`
  return argument.type === 'oneof' && inner.length > 1 ? `<${text}>` : text
}

function row(info: CommandInfo, docs: CommandDocs, indent = ''): string {
  const name = info.name.split('|').at(-1) as string
  const extra = extraCategories(info, docs.group)
  const specs = info.keySpecs as readonly PlainMap[]
  const lines = [
    `name: ${literal(name)},`,
    `arity: ${info.arity},`,
    // The table works movablekeys out from the key specs.
    `flags: ${literal(info.flags.filter((flag) => flag !== 'movablekeys'))},`,
    ...(extra.length > 0 ? [`acl: ${literal(extra)},`] : []),
    ...(specs.length > 0 ? [`keys: ${keys(specs)},`] : []),
    ...(info.tips.length > 0 ? [`tips: ${literal(info.tips)},`] : []),
  ]
  return lines.map((line) => `${indent}${line}`).join('\n')
}

/** Names of commands that no constant may have. */
const RESERVED: ReadonlySet<string> = new Set(['eval', 'function'])

function scaffold(info: CommandInfo, docs: CommandDocs): string {
  const words = info.name.toUpperCase().replace('|', ' ')
  const args = (docs.arguments ?? []).map(usage).join(' ')
  const camel = info.name.replace(/[|_-](\w)/g, (_, letter: string) => letter.toUpperCase())
  const constant = RESERVED.has(camel) ? `${camel}Command` : camel
  return [
    `/** ${`${words} ${args}`.trim()} */`,
    `export const ${constant}: Command = {`,
    row(info, docs, '  '),
    '}',
  ].join('\n')
}

const table = withSubcommands(recordedInfo())
const allDocs = recordedDocs()

function docsOf(name: string): CommandDocs | undefined {
  const [container] = name.split('|') as [string]
  const docs = allDocs[container]
  return container === name ? docs : docs?.subcommands?.[name]
}

const { words } = readOptionsAndWords(USAGE, {})
if (words.length === 0) refuse(USAGE, 'no command is named')
for (const word of words) {
  const name = word.toLowerCase()
  const info = table.find((each) => each.name === name)
  const docs = docsOf(name)
  if (info === undefined || docs === undefined) {
    console.error(`Redis ${REFERENCE_VERSION} has no command ${word}`)
    process.exitCode = 1
    continue
  }
  console.log(`${scaffold(info, docs)}\n`)
}
