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

/** False where it has expired meanwhile. */
async function copyKey(from: Wire, to: Wire, key: Bytes): Promise<boolean> {
  const [dump, ttl] = await Promise.all([from.ask('DUMP', key), from.ask('PTTL', key)])
  const payload = bytesOf(dump)
  if (payload === undefined) return false
  await to.ask('RESTORE', key, String(Math.max(0, numberOf(ttl))), payload, 'REPLACE')
  return true
}

/** A Redis before 7.0 has none, and one may not be allowed to see them. */
async function copyFunctions(from: Wire, to: Wire): Promise<void> {
  const payload = await from.ask('FUNCTION', 'DUMP').then(bytesOf, () => undefined)
  if (payload !== undefined) await to.ask('FUNCTION', 'RESTORE', payload, 'REPLACE')
}
