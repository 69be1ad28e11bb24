import type { Command } from '@resident/commands'
import { encodeFunctions } from '@resident/rdb'
import { scriptingOf } from '../scripting.ts'

/** FUNCTION DUMP */
export const functionDump: Command = {
  name: 'dump',
  arity: 2,
  flags: ['noscript'],

  run({ server }, _argv, reply) {
    const { sources } = scriptingOf(server)
    reply.bulk(encodeFunctions(sources, server.config.value('rdbcompression') === 'yes'))
  },
}
