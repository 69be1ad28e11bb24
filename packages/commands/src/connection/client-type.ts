import type { Bytes } from '@resident/bytes'
import type { Client } from '../client.ts'
import { err } from '../errors.ts'
import { untilZero } from '../until-zero.ts'

/** The types of clients that CLIENT LIST, CLIENT KILL and the limits of output buffers distinguish. */
export type ClientType = 'normal' | 'replica' | 'pubsub' | 'master'

const TYPES: Readonly<Record<string, ClientType>> = {
  normal: 'normal',
  slave: 'replica',
  replica: 'replica',
  pubsub: 'pubsub',
  master: 'master',
}

export function parseClientType(name: Bytes): ClientType {
  const lower = untilZero(name).toLowerCase()
  const type = Object.hasOwn(TYPES, lower) ? TYPES[lower] : undefined
  if (type === undefined) throw err(`Unknown client type '${untilZero(name)}'`)
  return type
}

/** There is no replication here, so no client is a replica or a master. */
export function clientTypeOf(client: Client): ClientType {
  return client.subscriptions > 0 ? 'pubsub' : 'normal'
}
