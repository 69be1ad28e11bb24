import { ascii, type Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import type { Reply } from '@resident/protocol'
import { encodePayload } from '@resident/rdb'
import * as arg from '../args/index.ts'
import { type Client, Mode } from '../client.ts'
import type { Argv, Handler } from '../command.ts'
import { CommandError, err } from '../errors.ts'
import type { ExchangeOutcome } from '../exchange-port.ts'
import { say } from '../execute.ts'
import { type MigrateOptions, migrateOptions } from './migrate-options.ts'

/** In milliseconds, for a timeout of 0 or less. */
const DEFAULT_TIMEOUT = 1000

/** A key on its way. */
interface Parcel {
  readonly key: Bytes
  readonly payload: Bytes
  /** Milliseconds to live; 0 for ever. */
  readonly ttl: number | bigint
}

/**
 * MIGRATE. Redis blocks as a whole until the target has replied; here only the client does, and a key that was changed
 * meanwhile is not deleted.
 */
export const migrateTo: Handler = (client, argv, reply) => {
  const options = migrateOptions(argv)
  const timeout = arg.integer(argv, 5)
  const index = arg.integer(argv, 4)
  const parcels = options.keys.flatMap((key) => pack(client.db, key, compresses(client)))
  if (parcels.length === 0) return reply.status('NOKEY')
  // Within a transaction or a script nothing can wait.
  if (client.is(Mode.MULTI)) throw ioError('connecting')

  const requests = requestsFor(parcels, options, index)
  const preamble = requests.length - parcels.length
  const { db, server } = client
  let arrived = false
  server.blocking.block(client, {
    keys: [],
    timeout: 0,
    serve: () => false,
    giveUp: (late) => (arrived ? late.status('OK') : say(client, ioError('reading'), late)),
  })
  const target = {
    host: arg.bytes(argv, 1),
    port: arg.bytes(argv, 2),
    timeout: timeout > 0 ? timeout : DEFAULT_TIMEOUT,
  }
  server.exchange(target, requests, (came) => {
    if (typeof came !== 'string' && !options.copy && !cameAsError(came.slice(0, preamble))) {
      remove(db, parcels, came.slice(preamble), compresses(client))
    }
    // It may have been told otherwise meanwhile, by CLIENT UNBLOCK.
    if (server.blocking.requestOf(client) !== argv) return
    const refusal = refusalIn(came, preamble)
    arrived = refusal === undefined
    server.blocking.conclude(client, refusal)
  })
}

function compresses({ server }: Client): boolean {
  return server.config.value('rdbcompression') === 'yes'
}

/** The key in the form that is sent; an empty array if it does not exist. */
function pack(db: Keyspace, key: Bytes, compress: boolean): readonly Parcel[] {
  const held = db.readAny(key)
  if (held === undefined) return []
  const deadline = db.expireAt(key)
  const ttl = deadline === undefined ? 0 : BigInt(deadline) - BigInt(db.now())
  return [{ key, payload: encodePayload(held, db.limits, compress), ttl }]
}

function requestsFor(
  parcels: readonly Parcel[],
  { credentials, replace }: MigrateOptions,
  index: number,
): readonly Argv[] {
  const word = (text: string | number | bigint): Bytes => ascii(String(text))
  const requests: Argv[] = credentials.length === 0 ? [] : [[word('AUTH'), ...credentials]]
  requests.push([word('SELECT'), word(index)])
  const end = replace ? [word('REPLACE')] : []
  for (const { key, payload, ttl } of parcels) {
    requests.push([word('RESTORE'), key, word(ttl), payload, ...end])
  }
  return requests
}

function cameAsError(replies: readonly Reply[]): boolean {
  return replies.some(({ type }) => type === 'error')
}

/** Deletes the keys that the target has taken, except those that are no longer what was sent. */
function remove(
  db: Keyspace,
  parcels: readonly Parcel[],
  replies: readonly Reply[],
  compress: boolean,
): void {
  for (const [i, { key, payload }] of parcels.entries()) {
    const held = replies[i]?.type === 'error' ? undefined : db.peek(key)
    if (held === undefined || encodePayload(held, db.limits, compress) !== payload) continue
    db.delete(key)
    db.modified(key, 'del')
  }
}

function refusalIn(outcome: ExchangeOutcome, preamble: number): CommandError | undefined {
  if (typeof outcome === 'string') return ioError(outcome)
  const isRefusal = ({ type }: Reply): boolean => type === 'error'
  const refusal = outcome.slice(0, preamble).find(isRefusal) ?? outcome.find(isRefusal)
  if (refusal?.type !== 'error') return undefined
  return err(`Target instance replied with error: ${refusal.text}`)
}

function ioError(at: 'connecting' | 'writing' | 'reading'): CommandError {
  const where = at === 'connecting' ? 'to the client' : 'to target instance'
  return new CommandError('IOERR', `error or timeout ${at} ${where}`)
}
