import { type Bytes, parseInteger } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Argv, Handler } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'
import { type ClientType, clientTypeOf, parseClientType } from './client-type.ts'

/**
 * CLIENT KILL <ip:port | <[ID client-id] | [TYPE <NORMAL | MASTER | SLAVE | REPLICA | PUBSUB>] |
 * [USER username] | [ADDR ip:port] | [LADDR ip:port] | [SKIPME <YES | NO>] …>>
 */
export const clientKill: Handler = (client, argv, reply) => {
  if (argv.length === 3) killByAddress(client, arg.bytes(argv, 2), reply)
  else reply.integer(killByFilter(client, readFilter(client, argv)))
}

interface Filter {
  id?: number
  type?: ClientType
  user?: Bytes
  address?: Bytes
  localAddress?: Bytes
  skipMe: boolean
}

/** The old form: it kills one client, and it is an error if there is none. */
function killByAddress(client: Client, address: Bytes, reply: ReplyWriter): void {
  for (const each of client.server.clients) {
    if (each.connection.address !== address) continue
    reply.status('OK')
    return kill(client, each)
  }
  throw err('No such client')
}

function readFilter(client: Client, argv: Argv): Filter {
  const filter: Filter = { skipMe: true }
  for (let i = 2; i < argv.length; i += 2) {
    if (i + 1 === argv.length) throw SYNTAX
    readCondition(client, argv, i, filter)
  }
  return filter
}

function readCondition(client: Client, argv: Argv, index: number, filter: Filter): void {
  const value = arg.bytes(argv, index + 1)
  switch (arg.word(argv, index)) {
    case 'ID':
      filter.id = positiveId(value)
      break
    case 'TYPE':
      filter.type = parseClientType(value)
      break
    case 'USER':
      if (client.server.acl.users.find(value) === undefined) throw err(`No such user '${value}'`)
      filter.user = value
      break
    case 'ADDR':
      filter.address = value
      break
    case 'LADDR':
      filter.localAddress = value
      break
    case 'SKIPME':
      if (!arg.is(argv, index + 1, 'YES') && !arg.is(argv, index + 1, 'NO')) throw SYNTAX
      filter.skipMe = arg.is(argv, index + 1, 'YES')
      break
    default:
      throw SYNTAX
  }
}

function positiveId(text: Bytes): number {
  const id = parseInteger(text)
  if (id === undefined || id < 1) throw err('client-id should be greater than 0')
  return id
}

function killByFilter(client: Client, filter: Filter): number {
  const victims = [...client.server.clients].filter((each) => fits(client, each, filter))
  for (const victim of victims) kill(client, victim)
  return victims.length
}

function fits(client: Client, each: Client, filter: Filter): boolean {
  if (filter.address !== undefined && each.connection.address !== filter.address) return false
  if (filter.localAddress !== undefined && each.connection.localAddress !== filter.localAddress) {
    return false
  }
  if (filter.type !== undefined && clientTypeOf(each) !== filter.type) return false
  if (filter.id !== undefined && each.id !== filter.id) return false
  if (filter.user !== undefined && each.user.name !== filter.user) return false
  return !(each === client && filter.skipMe)
}

/** A client that kills itself still gets its reply. */
function kill(client: Client, victim: Client): void {
  if (victim === client) client.closing = true
  else victim.connection.kill()
}
