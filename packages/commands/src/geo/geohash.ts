import { ascii, type Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import { type Command, firstKey } from '../command.ts'
import { replyEachScore } from '../sorted-set/each-score.ts'
import { cellOf, hashOf, MOST_STEPS, pointOf } from './cell.ts'

/** GEOHASH key member [member ...] */
export const geohash: Command = {
  name: 'geohash',
  arity: -2,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run(client, argv, reply) {
    replyEachScore(client, argv, reply, replyGeohash)
  },
}

function replyGeohash(reply: ReplyWriter, score: number | undefined): void {
  if (score === undefined) reply.null()
  else reply.bulk(geohashOf(score))
}

const ALPHABET = '0123456789bcdefghjkmnpqrstuvwxyz'

/** The standard Geohash, whose latitudes reach to the poles. Of its eleventh character only two bits are known, so Redis writes 0. */
function geohashOf(score: number): Bytes {
  const bits = hashOf(cellOf(pointOf(score), MOST_STEPS, 90))
  let text = ''
  for (let shift = 47n; shift > 0n; shift -= 5n) text += ALPHABET[Number((bits >> shift) & 31n)]
  return ascii(`${text}0`)
}
