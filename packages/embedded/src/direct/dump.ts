import { type Bytes, compare, formatDouble } from '@resident/bytes'
import { quoted } from '@resident/commands'
import { type Held, type Keyspace, typeOf } from '@resident/keyspace'
import { formatStreamId, MAX_STREAM_ID, MIN_STREAM_ID } from '@resident/storage'

/**
 * All keys of a database in alphabetical order, with their contents, for people and for the snapshots of test runners:
 *
 *     "cart" hash
 *       "book" "2"
 *     "greeting" string (expires in 60000 ms)
 *       "hello"
 *
 * Text is quoted as in redis-cli. The members of sets and the fields of hashes are in alphabetical order.
 */
export function dumpOf(db: Keyspace): string {
  const lines: string[] = []
  const keys: [Bytes, Held][] = []
  db.each((key, held) => keys.push([key, held]))
  for (const [key, held] of keys.sort(([a], [b]) => compare(a, b))) {
    const deadline = db.expireAt(key)
    const left = deadline === undefined ? '' : ` (expires in ${Number(deadline) - db.now()} ms)`
    lines.push(`${quoted(key)} ${typeOf(held)}${left}\n`)
    for (const line of contentsOf(held)) lines.push(`  ${line}\n`)
  }
  return lines.join('')
}

function contentsOf(held: Held): string[] {
  if (typeof held !== 'object') return [quoted(String(held) as Bytes)]
  const lines: string[] = []
  switch (held.type) {
    case 'string':
      return [quoted(held.toBytes())]
    case 'list':
      held.each(0, held.length - 1, (element) => lines.push(quoted(element)))
      return lines
    case 'set':
      held.each((member) => lines.push(quoted(member)))
      return lines.sort()
    case 'hash':
      held.each((field, value) => lines.push(`${quoted(field)} ${quoted(value)}`))
      return lines.sort()
    case 'zset':
      held.each(0, held.length - 1, (member, score) =>
        lines.push(`${formatDouble(score)} ${quoted(member)}`),
      )
      return lines
    case 'stream':
      held.log.each(MIN_STREAM_ID, MAX_STREAM_ID, (id, fields) => {
        lines.push(`${formatStreamId(id)} ${fields.map(quoted).join(' ')}`)
        return true
      })
      for (const [name, group] of held.groups) {
        lines.push(`group ${quoted(name)} at ${formatStreamId(group.lastId)}`)
        for (const [id, { consumer, deliveryCount }] of group.pending) {
          const owner = quoted(consumer.name)
          lines.push(`  ${formatStreamId(id)} pending for ${owner}, delivered ${deliveryCount}`)
        }
      }
      return lines
  }
}
