import { ascii, type Bytes } from '@resident/bytes'
import { bytesOf, itemsOf, numberOf, type Wire } from './wire.ts'

/** How many keys are on the way at once. */
const BATCH = '500'

/** Copies all databases and functions from one server to another, replacing keys of the same names; says how many keys. */
export async function copyData(from: Wire, to: Wire): Promise<number> {
  let keys = 0
  for (const db of await databasesOf(from)) {
    await Promise.all([from.ask('SELECT', db), to.ask('SELECT', db)])
    keys += await copyDatabase(from, to)
  }
  await copyFunctions(from, to)
  return keys
}

async function databasesOf(wire: Wire): Promise<readonly string[]> {
  const info = bytesOf(await wire.ask('INFO', 'keyspace')) ?? ''
  return [...info.matchAll(/^db(\d+):/gm)].map((match) => match[1]!)
}

async function copyDatabase(from: Wire, to: Wire): Promise<number> {
  let keys = 0
  let cursor = ascii('0')
  do {
    const [next, found] = itemsOf(await from.ask('SCAN', cursor, 'COUNT', BATCH))
    cursor = bytesOf(next!)!
    const copied = await Promise.all(itemsOf(found!).map((key) => copyKey(from, to, bytesOf(key)!)))
    keys += copied.filter(Boolean).length
  } while (cursor !== '0')
  return keys
}

const EXPIRED = -2

/** False where it has expired meanwhile. */
async function copyKey(from: Wire, to: Wire, key: Bytes): Promise<boolean> {
  const [dump, ttl] = await Promise.all([from.ask('DUMP', key), from.ask('PTTL', key)])
  const payload = bytesOf(dump)
  const left = numberOf(ttl)
  if (payload === undefined || left === EXPIRED) return false
  // RESTORE takes 0 for never.
  const deadline = left < 0 ? 0 : Math.max(1, left)
  await to.ask('RESTORE', key, String(deadline), payload, 'REPLACE')
  return true
}

/** A Redis before 7.0 has none, and one may not be allowed to see them. */
async function copyFunctions(from: Wire, to: Wire): Promise<void> {
  const libraries = await from.ask('FUNCTION', 'LIST').then(itemsOf, () => [])
  if (libraries.length === 0) return
  const payload = bytesOf(await from.ask('FUNCTION', 'DUMP'))
  if (payload !== undefined) await to.ask('FUNCTION', 'RESTORE', payload, 'REPLACE')
}
