import type { Redis } from 'ioredis'

/** What a key holds, in a form that two servers can be compared by. */
type Content = unknown

/** Whether they are there hangs on what a worker was about to do when it was closed. */
const TRANSIENT = /:(marker|stalled-check)$/

/** All keys of the server and what they hold; what hangs on the time of day or on chance made alike. */
export async function keyspaceOf(client: Redis): Promise<Record<string, Content>> {
  const keys: Record<string, Content> = {}
  for (const key of (await client.keys('*')).sort()) {
    if (TRANSIENT.test(key)) continue
    const content = await contentOf(client, key)
    const expires = (await client.pttl(key)) >= 0
    keys[leveled(key)] = JSON.parse(leveled(JSON.stringify({ ...content, expires })))
  }
  return keys
}

async function contentOf(client: Redis, key: string): Promise<{ type: string; value: Content }> {
  const type = await client.type(key)
  switch (type) {
    case 'string':
      return { type, value: await client.get(key) }
    case 'list':
      return { type, value: await client.lrange(key, 0, -1) }
    case 'set':
      return { type, value: (await client.smembers(key)).sort() }
    case 'zset':
      return { type, value: scored(await client.zrange(key, '0', '-1', 'WITHSCORES')) }
    case 'hash':
      return { type, value: sorted(await client.hgetall(key)) }
    case 'stream':
      return { type, value: (await client.xrange(key, '-', '+')).map(([, fields]) => fields) }
    default:
      throw new Error(`a key of type ${type}`)
  }
}

/** Scores with their members. Whose score is a moment may have come before or after the next in the same millisecond. */
function scored(flat: readonly string[]): string[] {
  const pairs: string[] = []
  for (let i = 0; i < flat.length; i += 2) pairs.push(`${leveled(flat[i + 1]!)} ${flat[i]}`)
  return pairs.sort()
}

function sorted(hash: Record<string, string>): [string, string][] {
  return Object.entries(hash).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Moments, in milliseconds or as BullMQ packs them into scores, and tokens drawn by chance. */
function leveled(text: string): string {
  return text
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(:\d+)?/g, '<token>')
    .replace(/(?<![\d.])\d{13,17}(\.\d+)?(?!\d)/g, '<time>')
}
