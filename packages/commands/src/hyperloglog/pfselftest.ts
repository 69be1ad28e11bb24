import type { Command } from '../command.ts'
import { selfTest } from './self-test.ts'

/** PFSELFTEST */
export const pfselftest: Command = {
  name: 'pfselftest',
  arity: 1,
  flags: ['admin'],

  run(_client, _argv, reply) {
    selfTest()
    reply.status('OK')
  },
}
