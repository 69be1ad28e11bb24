import type { Command } from '../command.ts'

/** MODULE LIST */
export const moduleList: Command = {
  name: 'list',
  arity: 2,
  flags: ['admin', 'noscript'],
  tips: ['nondeterministic_output_order'],

  run(_client, _argv, reply) {
    reply.array(0)
  },
}
