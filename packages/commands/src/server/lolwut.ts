import { ascii } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Command } from '../command.ts'
import { REDIS_VERSION } from '../version.ts'
import { drawSchotter } from './schotter.ts'
import { drawSkyline } from './skyline.ts'

/** LOLWUT [VERSION version] */
export const lolwut: Command = {
  name: 'lolwut',
  arity: -1,
  flags: ['readonly', 'fast'],

  run({ server: { random } }, argv, reply) {
    const ofVersion = argv.length > 2 && arg.is(argv, 1, 'VERSION')
    // Redis 7.0 has no picture of its own.
    const version = ofVersion ? BigInt.asUintN(32, arg.int64(argv, 2)) : 7n
    const sizes = argv.slice(ofVersion ? 3 : 1)
    const size = (index: number, usual: number, most: number): number => {
      if (index >= sizes.length) return usual
      return Math.min(Math.max(arg.integer(sizes, index), 1), most)
    }
    let picture = ''
    if (version === 5n) {
      picture = drawSchotter(size(0, 66, 1000), size(1, 8, 200), size(2, 12, 200), random)
    } else if (version === 6n) {
      picture = drawSkyline(size(0, 80, 1000), size(1, 20, 1000), random)
    }
    reply.verbatim('txt', ascii(`${picture}Redis ver. ${REDIS_VERSION}\n`))
  },
}
