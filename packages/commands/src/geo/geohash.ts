import { ascii, type Bytes } from '@resident/bytes'
import * as arg from '../args/index.ts'
import { type Command, firstKey } from '../command.ts'
import { cellOf, hashOf, MOST_STEPS, pointOf } from './cell.ts'

/** GEOHASH key member [member ...] */
export const geohash: Command = {
  name: 'geohash',
  group: 'geo',
  since: '3.2.0',
  arity: -2,
  flags: ['readonly'],
  keys: firstKey('RO', 'access'),

  run({ db }, argv, reply) {
    const zset = db.read(arg.key(argv, 1), 'zset')
    reply.array(argv.length - 2)
    for (let i = 2; i < argv.length; i++) {
      const score = zset?.score(arg.bytes(argv, i))
      if (score === undefined) reply.null()
      else reply.bulk(geohashOf(score))
    }
  },
}

const ALPHABET = '0123456789bcdefghjkmnpqrstuvwxyz'

/** The usual Geohash, whose latitudes reach to the poles. Of its eleventh character only two bits are known: it is 0. */
function geohashOf(score: number): Bytes {
  const bits = hashOf(cellOf(pointOf(score), MOST_STEPS, 90))
  let text = ''
  for (let shift = 47n; shift > 0n; shift -= 5n) text += ALPHABET[Number((bits >> shift) & 31n)]
  return ascii(`${text}0`)
}
