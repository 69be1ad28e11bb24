import type { Command } from '@resident/commands'
import type { ServerClock } from '../server-clock.ts'
import { controlRow, type Deed } from './control-row.ts'
import { numberOr } from './number-or.ts'

/** RESIDENT.CLOCK NOW | FREEZE | RESUME | ADVANCE duration | SET moment. Each answers the time, in Unix milliseconds. */
export function clockCommand(clock: ServerClock): Command {
  const moving =
    (move: (word: string) => void): Deed =>
    ([word = ''], reply) => {
      move(word)
      reply.integer(clock.now())
    }
  return controlRow('resident.clock', {
    now: ['NOW', 2, moving(() => {})],
    freeze: ['FREEZE', 2, moving(() => clock.freeze())],
    resume: ['RESUME', 2, moving(() => clock.resume())],
    advance: ['ADVANCE <milliseconds | 7d>', 3, moving((word) => clock.advance(numberOr(word)))],
    set: ['SET <unix-milliseconds | date>', 3, moving((word) => clock.set(numberOr(word)))],
  })
}
