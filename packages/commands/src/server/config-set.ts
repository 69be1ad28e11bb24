import type { Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Argv, Handler } from '../command.ts'
import { type CommandError, SYNTAX } from '../errors.ts'
import { say } from '../execute.ts'
import { isAllowedTo } from './enabled-command.ts'

const SENSITIVE: ReadonlySet<string> = new Set(['masterauth', 'masteruser', 'requirepass'])

/** The indexes of sensitive values, such as passwords, in CONFIG SET. */
export function sensitiveValues(argv: Argv): readonly number[] {
  return argv.flatMap((name, i) =>
    i % 2 === 0 && SENSITIVE.has(name.toLowerCase()) ? [i + 1] : [],
  )
}

/** CONFIG SET parameter value [parameter value ...] */
export const configSet: Handler = (client, argv, reply) => {
  if (argv.length % 2 !== 0) throw SYNTAX
  const changes: [name: Bytes, value: Bytes][] = []
  for (let i = 2; i < argv.length; i += 2) {
    changes.push([arg.bytes(argv, i), arg.bytes(argv, i + 1)])
  }
  const outcome = client.server.config.set(changes, isAllowedTo(client, 'enable-protected-configs'))
  if (outcome === undefined) reply.status('OK')
  else standStill(client, argv, reply, outcome)
}

/** Whether a parameter can be set is not known yet (a port): the server is suspended until it is. */
function standStill(
  client: Client,
  argv: Argv,
  reply: ReplyWriter,
  outcome: Promise<CommandError | undefined>,
): void {
  const { suspension, table } = client.server
  const row = table.resolve(argv)!
  let refusal: CommandError | undefined
  const settled = outcome.then((said) => {
    refusal = said
  })
  const halted = { client, row, argv, resume, abandon() {} }
  suspension.await(halted, settled)

  function resume(): boolean {
    if (refusal === undefined) reply.status('OK')
    else {
      row.failed++
      say(client, refusal, reply)
    }
    return true
  }
}
