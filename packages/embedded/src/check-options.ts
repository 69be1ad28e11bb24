import { UsageError } from '@resident/server'
import type { StartOptions } from './options.ts'

/** What an option must be, in words, and whether a value is. */
type Kind = readonly [words: string, isSo: (value: unknown) => boolean]

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const isText = (value: unknown): boolean => typeof value === 'string'

const boolean: Kind = ['true or false', (value) => typeof value === 'boolean']
const text: Kind = ['a string', isText]
const number: Kind = ['a number', (value) => typeof value === 'number' && !Number.isNaN(value)]
const object: Kind = ['an object', (value) => isObject(value) && !Array.isArray(value)]
const list: Kind = ['a list', (value) => isObject(value) && Symbol.iterator in value]
const listener: Kind = ['a function', (value) => typeof value === 'function']
/** Digits as text, as the environment has them, are taken too. */
const isPort = (value: unknown): boolean =>
  (typeof value === 'number' || typeof value === 'string') &&
  /^\d+$/.test(String(value)) &&
  Number(value) < 65536

const KINDS: Readonly<Record<keyof StartOptions, Kind>> = {
  port: ['a port from 0 to 65535, or false', (value) => value === false || isPort(value)],
  host: ['an address or several', (value) => isText(value) || list[1](value)],
  unixSocket: [
    'a path, or an object with one',
    (value) => isText(value) || (isObject(value) && 'path' in value),
  ],
  tls: [
    'an object with cert and key',
    (value) => isObject(value) && 'cert' in value && 'key' in value,
  ],
  engine: [
    'the name of a preset, an engine, or a choice by database number',
    (value) =>
      isText(value) || typeof value === 'function' || (isObject(value) && 'string' in value),
  ],
  config: object,
  cluster: boolean,
  configFile: text,
  renames: list,
  users: object,
  load: boolean,
  persist: text,
  seed: number,
  maxKeys: ['a number that is not negative', (value) => number[1](value) && Number(value) >= 0],
  cleanup: object,
  commands: list,
  commandLog: ['true, false or an object', (value) => boolean[1](value) || isObject(value)],
  control: boolean,
  unref: boolean,
  log: listener,
  onFault: listener,
}

/** For programs without types: a UsageError names the first option that there is not, or that cannot be what it is. */
export function checkOptions(options: StartOptions): void {
  if (!object[1](options)) {
    throw new UsageError('ERR_OPTION', `Options are an object, not ${shown(options)}.`)
  }
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(KINDS, name)) throw unknown(name)
    const [words, isSo] = KINDS[name as keyof StartOptions]
    if (value !== undefined && !isSo(value)) {
      throw new UsageError('ERR_OPTION', `'${name}' is ${words}, not ${shown(value)}.`)
    }
  }
}

function unknown(name: string): UsageError {
  const near = Object.keys(KINDS).find((known) => areNear(known, name))
  const hint = near === undefined ? '' : ` Is '${near}' meant?`
  return new UsageError('ERR_OPTION', `There is no option '${name}'.${hint}`)
}

/** Whether no more than two letters differ, in one place and whatever their case. */
function areNear(known: string, name: string): boolean {
  let [a, b] = [known.toLowerCase(), name.toLowerCase()]
  while (a !== '' && a[0] === b[0]) [a, b] = [a.slice(1), b.slice(1)]
  while (a !== '' && a.at(-1) === b.at(-1)) [a, b] = [a.slice(0, -1), b.slice(0, -1)]
  return a.length <= 2 && b.length <= 2
}

function shown(value: unknown): string {
  return isObject(value) ? (Array.isArray(value) ? 'a list' : 'an object') : String(value)
}
