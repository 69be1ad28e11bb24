import { SeededRandom } from '@resident/keyspace'
import type { Kind, Operation } from './subject.ts'

/** How many of a hundred operations are of each kind. */
export type Mix = Readonly<Record<Kind, number>>

export const DEFAULT_MIX: Mix = { read: 80, write: 15, range: 5 }

/** `80/15/5`: reads, writes and ranges. Throws for anything that is not three shares of a whole. */
export function parseMix(text: string): Mix {
  const shares = text.split('/').map(Number)
  const whole = shares.reduce((sum, each) => sum + each, 0)
  if (shares.length !== 3 || !(whole > 0) || shares.some((each) => !(each >= 0))) {
    throw new Error(`--mix: '${text}' is not like 80/15/5`)
  }
  const [read, write, range] = shares.map((each) => Math.round((each * 100) / whole))
  return { read: read!, write: write!, range: range! }
}

export function nameOf({ read, write, range }: Mix): string {
  return `${read} reads, ${write} writes, ${range} ranges`
}

/**
 * The operations in that mix, in an order drawn by chance: what one leaves behind (an order to be made again) the
 * next one pays for, as in a server.
 */
export function mixed(operations: readonly Operation[], mix: Mix): Operation {
  const schedule = (['read', 'write', 'range'] as const).flatMap((kind) => {
    const ofKind = operations.filter((each) => each.kind === kind)
    return Array.from({ length: mix[kind] }, (_, n) => ofKind[n % ofKind.length]!)
  })
  const random = new SeededRandom(1)
  const order = Array.from({ length: 8192 }, () => schedule[random.below(schedule.length)]!)
  let at = 0
  return {
    name: nameOf(mix),
    kind: 'range',
    run(times) {
      for (let i = 0; i < times; i++) order[at++ & 8191]!.run(1)
    },
  }
}
