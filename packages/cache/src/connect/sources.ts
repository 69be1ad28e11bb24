import { existsSync, readFileSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { CacheError } from '../errors.ts'
import type { Environment } from './fields.ts'
import type { CacheSettings, Transport } from './settings.ts'
import { settingsOfUrl } from './url.ts'

/** One source of settings. */
export interface Source {
  /** Its name in error messages. */
  readonly name: string
  readonly settings: CacheSettings
}

const FILES = ['json', 'js', 'mjs', 'ts'].map((kind) => `resident.config.${kind}`)

/** The settings file: RESIDENT_CONFIG names it, or it is `resident.config.{json,js,mjs,ts}` in the directory. */
export async function fileSource(
  environment: Environment,
  directory: string,
): Promise<Source | undefined> {
  const named = environment.RESIDENT_CONFIG
  const found = named ?? FILES.find((name) => existsSync(resolve(directory, name)))
  if (found === undefined || found === '') return undefined
  const path = resolve(directory, found)
  return { name: path, settings: await load(path) }
}

async function load(path: string): Promise<CacheSettings> {
  try {
    if (extname(path) === '.json') return JSON.parse(readFileSync(path, 'utf8')) as CacheSettings
    const url = pathToFileURL(path).href
    const module = (await import(/* @vite-ignore */ url)) as { readonly default?: CacheSettings }
    if (module.default === undefined) throw new Error('it has no default export')
    return module.default
  } catch (cause) {
    throw new CacheError('CONFIG', `${path} cannot be loaded: ${whyNot(cause)}`, { cause })
  }
}

function whyNot(cause: unknown): string {
  const { code, message = String(cause) } = cause as { code?: string; message?: string }
  return code === 'ERR_UNKNOWN_FILE_EXTENSION'
    ? 'this runtime does not strip types, as Node does from 22.18 on. Make it a .json or .mjs file, or run the program with a TypeScript loader (node --import tsx)'
    : message
}

/** The settings in RESIDENT_CACHES (as JSON), RESIDENT_TESTING and RESIDENT_TRANSPORT. */
export function environmentSource(environment: Environment): Source {
  const {
    RESIDENT_CACHES: json,
    RESIDENT_TESTING: testing,
    RESIDENT_TRANSPORT: transport,
  } = environment
  const settings = json === undefined || json === '' ? {} : parse('RESIDENT_CACHES', json)
  return {
    name: 'RESIDENT_CACHES',
    settings: {
      ...settings,
      ...(testing === undefined || testing === '' ? {} : { testing: readSwitch(testing) }),
      ...(transport === undefined || transport === ''
        ? {}
        : { transport: readTransport(transport) }),
    },
  }
}

/** The environment variable of a single cluster: `RESIDENT_CACHE_` and its name in capitals. */
export function variableOf(cluster: string): string {
  return `RESIDENT_CACHE_${cluster.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`
}

/** The settings in a cluster's own variable: a URL, `embedded`, or JSON. */
export function variableSource(cluster: string, environment: Environment): Source | undefined {
  const name = variableOf(cluster)
  const value = environment[name]?.trim()
  if (value === undefined || value === '') return undefined
  const settings = value.startsWith('{') ? parse(name, value) : settingsOfUrl(value)
  if (settings === undefined) {
    throw new CacheError(
      'CONFIG',
      `${name} must be 'embedded', redis://…, rediss://…, unix:///…, redis+sentinel://…, redis+cluster://… or a JSON object; what is special in a URL must be percent-encoded in names and passwords`,
    )
  }
  return { name, settings: { redis: { [cluster]: settings as object } } }
}

function parse(name: string, json: string): CacheSettings {
  let settings: unknown
  try {
    settings = JSON.parse(json)
  } catch (cause) {
    throw new CacheError('CONFIG', `${name} is no JSON: ${(cause as Error).message}`, { cause })
  }
  if (typeof settings === 'object' && settings !== null && !Array.isArray(settings)) return settings
  throw new CacheError('CONFIG', `${name} must be a JSON object`)
}

function readTransport(value: string): Transport {
  if (value === 'in-process' || value === 'tcp') return value
  throw new CacheError('CONFIG', `RESIDENT_TRANSPORT must be in-process or tcp, not '${value}'`)
}

function readSwitch(value: string): boolean {
  if (['1', 'true', 'yes', 'on'].includes(value.toLowerCase())) return true
  if (['0', 'false', 'no', 'off'].includes(value.toLowerCase())) return false
  throw new CacheError('CONFIG', `RESIDENT_TESTING must be true or false, not '${value}'`)
}
