import type { Contestant } from '../contestant.ts'
import { isAggregate, textOf } from '../reply.ts'
import { Wire } from '../wire.ts'
import type { Evaluate } from './duel.ts'

/** Evaluates at a server, by EVAL. A script that it refuses comes to one text: the refusal. */
export async function evaluator(server: Contestant): Promise<Evaluate> {
  const wire = new Wire(await server.connect())
  return async (script) => {
    const reply = await wire.call('EVAL', script, '0')
    return isAggregate(reply) ? reply.items.map(textOf) : [textOf(reply)]
  }
}
