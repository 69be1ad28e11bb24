import { readFileSync } from 'node:fs'
import { ascii, type Bytes } from '@resident/bytes'
import { UsageError } from '@resident/server'
import type { DirectClient } from '../direct/direct-client.ts'
import { toBytes } from '../direct/words.ts'

type Scalar = string | number | boolean
type Fields = Readonly<Record<string, Scalar>>

/** What a key holds, as JSON: a scalar is a string, an array a list, an object a hash; other types are named by a `$` field. */
export type JsonValue =
  | Scalar
  | readonly Scalar[]
  | Fields
  | ({ readonly $ttl?: number } & (
      | { readonly $string: Scalar }
      | { readonly $list: readonly Scalar[] }
      | { readonly $hash: Fields }
      | { readonly $set: readonly Scalar[] }
      | { readonly $zset: Readonly<Record<string, number>> }
      | { readonly $stream: readonly ({ readonly $id?: string } & Fields)[] }
    ))

/** Keys and what they hold. `$ttl` is in milliseconds. */
export type JsonData = Readonly<Record<string, JsonValue>>

type Spelling = (key: Bytes, value: never) => readonly Bytes[][]

/** The commands that make a value of each type. */
const SPELLINGS: Readonly<Record<string, Spelling>> = {
  $string: (key, value: Scalar) => [[ascii('SET'), key, wordOf(value)]],
  $list: (key, elements: readonly Scalar[]) => added('RPUSH', key, elements.map(wordOf)),
  $set: (key, members: readonly Scalar[]) => added('SADD', key, members.map(wordOf)),
  $hash: (key, fields: Fields) => added('HSET', key, flat(fields)),
  $zset: (key, scores: Fields) => added('ZADD', key, flat(scores).reverse()),
  $stream: (key, entries: readonly Fields[]) =>
    entries.map(({ $id = '*', ...fields }) => [ascii('XADD'), key, wordOf($id), ...flat(fields)]),
}

export function readJson(path: string): JsonData {
  const text = readFileSync(path, 'utf8')
  try {
    return JSON.parse(text) as JsonData
  } catch (error) {
    throw new UsageError('ERR_JSON', `${path} is not valid JSON: ${(error as Error).message}`)
  }
}

/** Stores the keys of a JSON object in the caller's database, replacing what they held. Throws a UsageError with code ERR_JSON. */
export function loadJson(caller: DirectClient, data: JsonData): void {
  for (const [name, value] of Object.entries(data)) {
    const key = toBytes(name)
    const { type, contents, ttl } = typed(name, value)
    caller.call([ascii('DEL'), key])
    for (const argv of SPELLINGS[type]!(key, contents as never)) caller.call(argv)
    if (ttl !== undefined) caller.call([ascii('PEXPIRE'), key, toBytes(ttl)])
  }
}

function typed(
  name: string,
  value: JsonValue,
): { readonly type: string; readonly contents: unknown; readonly ttl?: number | undefined } {
  if (value === undefined || value === null) throw unfit(name)
  if (Array.isArray(value)) return { type: '$list', contents: value }
  if (typeof value !== 'object') return { type: '$string', contents: value }
  const { $ttl: ttl, ...rest } = value as { $ttl?: number } & Record<string, unknown>
  const types = Object.keys(rest).filter((word) => word.startsWith('$'))
  if (types.length === 0) return { type: '$hash', contents: rest, ttl }
  const [type] = types as [string]
  if (Object.keys(rest).length > 1 || SPELLINGS[type] === undefined) throw unfit(name)
  return { type, contents: rest[type], ttl }
}

/** No command at all if there is nothing to add. */
function added(command: string, key: Bytes, words: readonly Bytes[]): Bytes[][] {
  return words.length === 0 ? [] : [[ascii(command), key, ...words]]
}

function flat(fields: Fields): Bytes[] {
  return Object.entries(fields).flatMap(([field, value]) => [toBytes(field), wordOf(value)])
}

function wordOf(value: Scalar): Bytes {
  if (typeof value === 'object') throw unfit(JSON.stringify(value))
  return toBytes(String(value))
}

function unfit(name: string): UsageError {
  return new UsageError('ERR_JSON', `A key of Redis cannot hold the JSON value of '${name}'.`)
}
