import { UsageError } from '@resident/server'
import { KIND, type Kind, misfit, objectWith, shown } from './kinds.ts'
import type { StartOptions } from './options.ts'

const { boolean, count, list, listener, number, object, text, texts } = KIND

/** Digits in a string, as they come from the environment, are accepted too. */
const isPort = (value: unknown): boolean =>
  (typeof value === 'number' || typeof value === 'string') &&
  /^\d+$/.test(String(value)) &&
  Number(value) < 65536

const KINDS: Readonly<Record<keyof StartOptions, Kind>> = {
  port: ['a port from 0 to 65535, or false', (value) => value === false || isPort(value)],
  host: ['an address or several', (value) => texts[1](value) && String(value) !== ''],
  unixSocket: [
    'a path, or an object with one',
    (value) => text[1](value) || objectWith('path')(value),
  ],
  tls: ['an object with cert and key', objectWith('cert', 'key')],
  engine: [
    'the name of a preset, an engine, or a choice by database number',
    (value) => text[1](value) || listener[1](value) || objectWith('string')(value),
  ],
  config: object,
  cluster: boolean,
  configFile: text,
  renames: list,
  users: [
    'an object with a string of rules for each user',
    (value) => object[1](value) && Object.values(value as object).every(text[1]),
  ],
  load: boolean,
  persist: text,
  seed: number,
  maxKeys: count,
  cleanup: object,
  commands: list,
  commandLog: ['true, false or an object', (value) => boolean[1](value) || object[1](value)],
  control: boolean,
  unref: boolean,
  log: listener,
  onFault: listener,
}

/** Throws a UsageError with code ERR_OPTION that names the first option that is unknown or invalid. */
export function checkOptions(options: StartOptions): void {
  const why = object[1](options)
    ? misfit('option', options, KINDS)
    : `Options are an object, not ${shown(options)}.`
  if (why !== undefined) throw new UsageError('ERR_OPTION', why)
}
