import { ascii, type Bytes } from '@resident/bytes'
import { type StreamId, streamIdOf } from '../stream-id.ts'
import type { Trimming } from '../stream-trim.ts'
import { type Dice, dice, pick } from './dice.ts'

/** What is done to a stream, in a form that can be played at a log and at a server. */
export type StreamStep =
  | { readonly action: 'limits'; readonly maxBytes: number; readonly maxEntries: number }
  | { readonly action: 'append'; readonly id: StreamId; readonly fields: readonly Bytes[] }
  | { readonly action: 'delete'; readonly id: StreamId }
  | ({ readonly action: 'trim' } & Required<Trimming>)

const LIMITS: readonly (readonly [maxBytes: number, maxEntries: number])[] = [
  [4096, 100],
  [4096, 100],
  [0, 0],
  [0, 7],
  [300, 0],
  [1, 0],
  [0, 1],
  [700, 20],
]

/** Texts that are integers, nearly integers, or not integers, on each side of every limit of the listpack. */
const VALUES: readonly string[] = [
  '0',
  '127',
  '128',
  '-1',
  '-4096',
  '-4097',
  '4095',
  '4096',
  '32767',
  '32768',
  '-32769',
  '8388607',
  '8388608',
  '2147483647',
  '-2147483648',
  '2147483648',
  '9007199254740993',
  '9223372036854775807',
  '-9223372036854775808',
  '9223372036854775808',
  '-0',
  '007',
  '+5',
  ' 1',
  '',
  '1.5',
  '-',
  'x'.repeat(63),
  'x'.repeat(64),
  'x'.repeat(124),
  'x'.repeat(125),
  '\0\xff\r\n',
  'x'.repeat(126),
  'x'.repeat(4095),
  'x'.repeat(4096),
  'x'.repeat(16378),
  'x'.repeat(16379),
]

const NAMES: readonly string[] = ['field', 'temperature', '17', '', 'a', 'n'.repeat(70)]

/** After so many steps each time, the recording shows the nodes. */
export const CHECKPOINT = 50

/** A fixed sequence of 150 steps for each seed. */
export function streamScript(seed: number): StreamStep[] {
  const roll = dice(seed)
  const steps: StreamStep[] = [limits(roll)]
  const ids: StreamId[] = []
  // Some streams start beyond what a double can hold, and some cross it.
  let ms = pick(roll, [0n, 1700000000000n, (1n << 53n) - 40n, (1n << 64n) - 100000n])
  let seq = 0n
  const shape = names(roll)
  while (steps.length < 3 * CHECKPOINT) {
    const action = roll(100)
    if (action < 2) steps.push(limits(roll))
    else if (action < 14 && ids.length > 0) steps.push({ action: 'delete', id: pick(roll, ids) })
    else if (action < 20 && ids.length > 0) steps.push(trim(roll, ids))
    else {
      if (roll(3) === 0) {
        ms += BigInt(1 + roll(200))
        seq = pick(roll, [0n, 0n, 5n, 40000n, (1n << 64n) - 100000n])
      } else seq += BigInt(1 + roll(300))
      const id = streamIdOf(ms, seq)
      ids.push(id)
      steps.push({ action: 'append', id, fields: entry(roll, roll(4) === 0 ? names(roll) : shape) })
    }
  }
  return steps
}

function limits(roll: Dice): StreamStep {
  const [maxBytes, maxEntries] = pick(roll, LIMITS)
  return { action: 'limits', maxBytes, maxEntries }
}

function names(roll: Dice): Bytes[] {
  return Array.from({ length: 1 + roll(3) }, () => ascii(pick(roll, NAMES)))
}

function entry(roll: Dice, shape: readonly Bytes[]): Bytes[] {
  return shape.flatMap((name) => {
    // The very long ones now and then only, or every node would be full at once.
    const value = roll(12) === 0 ? pick(roll, VALUES) : pick(roll, VALUES.slice(0, 33))
    return [name, ascii(value)]
  })
}

function trim(roll: Dice, ids: readonly StreamId[]): StreamStep {
  const approximate = roll(2) === 0
  const limit = approximate ? pick(roll, [0, 0, 1, 5, 30]) : 0
  const keep = roll(2) === 0 ? roll(60) : (ids[Math.max(0, ids.length - 1 - roll(50))] as StreamId)
  return { action: 'trim', keep, approximate, limit }
}
