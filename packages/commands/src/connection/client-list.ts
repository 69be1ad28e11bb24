import { ascii, parseInteger } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Argv, Handler } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'
import { clientLine } from './client-line.ts'
import { clientTypeOf, parseClientType } from './client-type.ts'

/** CLIENT LIST [TYPE <NORMAL | MASTER | REPLICA | PUBSUB>] [ID client-id [client-id ...]] */
export const clientList: Handler = (client, argv, reply) => {
  let text = ''
  for (const each of chosen(client, argv)) {
    text += `${clientLine(each, each === client ? argv : undefined)}\n`
  }
  reply.verbatim('txt', ascii(text))
}

function chosen(client: Client, argv: Argv): readonly Client[] {
  const { clients } = client.server
  if (argv.length === 2) return [...clients]
  if (argv.length === 4 && arg.is(argv, 2, 'TYPE')) {
    const type = parseClientType(arg.bytes(argv, 3))
    return [...clients].filter((each) => clientTypeOf(each) === type)
  }
  if (argv.length < 4 || !arg.is(argv, 2, 'ID')) throw SYNTAX
  const found: Client[] = []
  for (let i = 3; i < argv.length; i++) {
    const id = parseInteger(arg.bytes(argv, i))
    if (id === undefined) throw err('Invalid client ID')
    const each = clients.byId(id)
    if (each !== undefined) found.push(each)
  }
  return found
}
