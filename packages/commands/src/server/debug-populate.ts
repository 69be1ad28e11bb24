import { ascii, type Bytes } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Argv } from '../command.ts'

/** DEBUG POPULATE count [prefix] [size]: adds keys `prefix:0`, … with values `value:0`, …; existing keys stay as they are. */
export function populate({ db }: Client, argv: Argv): void {
  const count = arg.positiveInteger(argv, 2)
  const prefix = argv.length > 3 ? arg.bytes(argv, 3) : 'key'
  const size = argv.length > 4 ? arg.positiveInteger(argv, 4) : 0
  for (let i = 0; i < count; i++) {
    const key = ascii(`${prefix}:${i}`)
    if (db.holds(key)) continue
    db.store(key, sized(`value:${i}`, size))
    db.modifiedSilently(key, 0)
  }
}

/** The text cut or padded with zero bytes to `size`, or as it is if that is 0. */
function sized(text: string, size: number): Bytes {
  return ascii(size === 0 ? text : text.slice(0, size).padEnd(size, '\0'))
}
