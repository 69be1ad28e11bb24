import { closeSync, openSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Bytes, fromBuffer, fromUtf8, toUtf8, trim } from '@resident/bytes'
import { quoted, REDIS_VERSION } from '@resident/commands'
import { splitInline } from '@resident/protocol'
import { systemWords } from '../system-words.ts'
import { type ConfigChecks, NO_CHECKS } from './config-checks.ts'
import { Refusal } from './kind.ts'
import { BY_NAME, type Named } from './named.ts'
import { LIST_PARAMETERS } from './parameters.ts'
import { expandWildcards } from './wildcards.ts'

/** A configuration with which redis-server would not start. `message` is exactly what it prints. */
export class ConfigFileError extends Error {
  override readonly name = 'ConfigFileError'
}

/** What a configuration says. */
export interface ConfigFile {
  /** Parameters by their names, ready for `createServer`. */
  readonly config: Readonly<Record<string, string>>
  /** Users by their names, each with its rules. */
  readonly users: Readonly<Record<string, string>>
  /** rename-command: pairs of a name and its new name, or ''. */
  readonly renames: readonly (readonly [from: string, to: string])[]
  /** Directives that were understood and have no effect, as they are in the file. */
  readonly ignored: readonly string[]
}

/** Where a configuration comes from. The sources are read in this order; later values replace earlier ones. */
export interface ConfigSources {
  /** A file's path; with `*`, `?` and `[` it may mean several files. */
  readonly file?: string | undefined
  /** More lines, such as those that came from standard input. */
  readonly text?: string | undefined
  /** Lines made of the command line's options. */
  readonly options?: string | undefined
}

/** Values that ask for what does not exist here: AOF, replication, threads, the system's log. */
const NOT_ACTED_ON: Readonly<Record<string, (value: string) => boolean>> = {
  activedefrag: isYes,
  appendonly: isYes,
  'io-threads': (value) => Number(value) > 1,
  'oom-score-adj': (value) => value !== 'no',
  supervised: (value) => value !== 'no',
  'syslog-enabled': isYes,
  'tls-cluster': isYes,
  'tls-replication': isYes,
}

/** Directives of older versions, which have no meaning any more. */
const OBSOLETE: ReadonlySet<string> = new Set([
  'list-max-ziplist-entries',
  'list-max-ziplist-value',
  'lua-replicate-commands',
])

/**
 * Reads a configuration in redis.conf's grammar; relative paths begin at `folder`, and `checks` are asked about each
 * rename-command and user. Throws a ConfigFileError.
 */
export function readConfigFile(
  sources: ConfigSources,
  folder: string = process.cwd(),
  checks: ConfigChecks = NO_CHECKS,
): ConfigFile {
  const reader = new ConfigFileReader(folder, checks)
  let lines = sources.file === undefined ? '' : reader.contentOf(fromUtf8(sources.file))
  if (sources.text !== undefined) lines += fromUtf8(sources.text)
  if (sources.options !== undefined) lines += `\n${fromUtf8(sources.options)}`
  reader.read(lines)
  reader.checkLogfile()
  return reader
}

class ConfigFileReader implements ConfigFile {
  readonly config: Record<string, string> = {}
  readonly users: Record<string, string> = {}
  readonly renames: [from: string, to: string][] = []
  readonly ignored: string[] = []
  /** Values so far, as CONFIG GET would show them. */
  readonly #values = new Map<string, string>()
  readonly #checks: ConfigChecks

  constructor(folder: string, checks: ConfigChecks) {
    this.#checks = checks
    this.#values.set('dir', fromUtf8(folder))
  }

  /** Where relative paths begin: `dir` moves it. */
  get #folder(): string {
    return toUtf8(this.#values.get('dir') as Bytes)
  }

  contentOf(path: Bytes): string {
    let content = ''
    for (const each of expandWildcards(path, this.#folder)) {
      try {
        content += fromBuffer(readFileSync(resolve(this.#folder, toUtf8(each))))
      } catch (error) {
        throw new ConfigFileError(
          `Fatal error, can't open config file '${toUtf8(each)}': ${systemWords(error)}`,
        )
      }
    }
    return content
  }

  read(content: string): void {
    for (const [i, line] of content.split('\n').entries()) {
      const text = trim(line, ' \t\r\n')
      // C's strings end at a zero byte.
      if (text === '' || text.startsWith('#') || text.startsWith('\0')) continue
      const reason = this.#obey(text as Bytes)
      if (reason !== undefined) throw fatal(reason, { line: i + 1, text })
    }
  }

  checkLogfile(): void {
    const { logfile = '' } = this.config
    const reason = logfile === '' ? undefined : unwritable(resolve(this.#folder, logfile))
    if (reason !== undefined) throw fatal(`Can't open the log file: ${reason}`)
  }

  /** Reads one line; returns what is wrong with it, if anything is. */
  #obey(text: Bytes): string | undefined {
    const words = splitInline(text)
    if (words === undefined) return 'Unbalanced quotes in configuration line'
    const [first, ...values] = words
    if (first === undefined) return undefined
    const name = first.toLowerCase()
    const named = BY_NAME.get(name)
    if (named !== undefined) return this.#set(named, values)
    if (OBSOLETE.has(name) && values.length === 1) return undefined
    if (name === 'include' && values.length === 1) return this.#include(values[0]!)
    if (name === 'rename-command' && values.length === 2) {
      const [from, to] = values.map(toUtf8) as [string, string]
      this.renames.push([from, to])
      return this.#checks.rename(from, to)
    }
    if (name === 'user' && values.length >= 1) return this.#addUser(words)
    if (name === 'loadmodule' && values.length >= 1) {
      this.ignored.push(toUtf8([name, ...values].join(' ') as Bytes))
      return undefined
    }
    if (name === 'sentinel' && values.length > 0) {
      return 'sentinel directive while not in sentinel mode'
    }
    return 'Bad directive or wrong number of arguments'
  }

  /** `line` is a whole line, including the word `user`. */
  #addUser(line: readonly Bytes[]): string | undefined {
    const [, name, ...rules] = line
    const key = toUtf8(name!)
    if (Object.hasOwn(this.users, key)) {
      return `Error in user declaration '${key}': Duplicate user found. A user can only be defined once in config files`
    }
    this.users[key] = rules.map(wordOf).join(' ')
    const allChannels = this.#values.get('acl-pubsub-default') === 'allchannels'
    const fault = this.#checks.user(line, allChannels)
    return fault && toUtf8(fault)
  }

  #include(path: Bytes): undefined {
    this.read(this.contentOf(path))
  }

  #set({ parameter }: Named, values: readonly Bytes[]): string | undefined {
    const { name, kind, initial } = parameter
    if (!LIST_PARAMETERS.has(name) && values.length !== 1) return 'wrong number of arguments'
    if (name === 'replicaof') return this.#follow(values)
    const joined = values.join(' ')
    if (NOT_ACTED_ON[name]?.(joined.toLowerCase()) === true) {
      this.ignored.push(toUtf8([name, ...values].join(' ') as Bytes))
      return undefined
    }
    const value = kind(joined, this.#values.get(name) ?? initial)
    if (value instanceof Refusal) return value.reason
    // Save points add up from line to line; an empty value removes them.
    const before = name === 'save' && value !== '' ? (this.#values.get(name) ?? '') : ''
    const whole = before === '' ? value : `${before} ${value}`
    this.#values.set(name, whole)
    this.config[name] = toUtf8(whole as Bytes)
    return undefined
  }

  #follow(values: readonly Bytes[]): string | undefined {
    if (values.length !== 2) return 'wrong number of arguments'
    const master = values.join(' ')
    if (master.toLowerCase() === 'no one') return undefined
    if (!isPort(values[1]!)) return 'Invalid master port'
    this.ignored.push(toUtf8(`replicaof ${master}` as Bytes))
    return undefined
  }
}

function fatal(reason: string, at?: { line: number; text: string }): ConfigFileError {
  const where =
    at === undefined
      ? ''
      : `Reading the configuration file, at line ${at.line}\n>>> '${toUtf8(at.text as Bytes)}'\n`
  return new ConfigFileError(
    `\n*** FATAL CONFIG FILE ERROR (Redis ${REDIS_VERSION}) ***\n${where}${reason}`,
  )
}

/** As strtol reads it: without a digit it is 0. */
function isPort(text: Bytes): boolean {
  return /^(|\s*[+-]?\d+)$/.test(text) && Number(text) >= 0 && Number(text) <= 65535
}

/** Quoted if needed, so that it can be a word between blanks. */
function wordOf(rule: Bytes): string {
  return /^[!#-&(-[\]-~]+$/.test(rule) ? toUtf8(rule) : quoted(rule)
}

function isYes(value: string): boolean {
  return value === 'yes'
}

/** Why nothing can be added to the file. */
function unwritable(path: string): string | undefined {
  try {
    closeSync(openSync(path, 'a'))
    return undefined
  } catch (error) {
    return systemWords(error)
  }
}
