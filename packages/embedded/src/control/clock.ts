import { ascii } from '@resident/bytes'
import { type Command, subcommandSyntax } from '@resident/commands'
import type { ServerClock } from '../server-clock.ts'
import { controlRow, type Deed } from './control-row.ts'
import { numberOr } from './number-or.ts'

/** RESIDENT.CLOCK NOW | FREEZE | RESUME | ADVANCE duration | SET moment. Each answers the time, in Unix milliseconds. */
export function clockCommand(clock: ServerClock): Command {
  const moving = (name: string, count: number, move: (word: string) => void): Deed => {
    return (words, reply) => {
      if (words.length !== count) throw subcommandSyntax('RESIDENT.CLOCK', ascii(name))
      move(words[0] ?? '')
      reply.integer(clock.now())
    }
  }
  return controlRow('resident.clock', {
    now: ['NOW', moving('now', 0, () => {})],
    freeze: ['FREEZE', moving('freeze', 0, () => clock.freeze())],
    resume: ['RESUME', moving('resume', 0, () => clock.resume())],
    advance: [
      'ADVANCE <milliseconds | 7d>',
      moving('advance', 1, (word) => clock.advance(numberOr(word))),
    ],
    set: ['SET <unix-milliseconds | date>', moving('set', 1, (word) => clock.set(numberOr(word)))],
  })
}
