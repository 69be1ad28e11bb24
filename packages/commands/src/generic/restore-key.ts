import { type Bytes, shrink } from '@resident/bytes'
import { type Deadline, type Held, idleFor, type Keyspace, usedOften } from '@resident/keyspace'
import { decodePayload } from '@resident/rdb'
import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { CommandError, err } from '../errors.ts'
import { fromRdbValue } from './rdb-value.ts'
import { type RestoreOptions, restoreOptions } from './restore-options.ts'

/** RESTORE and RESTORE-ASKING, which differ only when slots of a cluster are moved. */
export const restoreKey: Handler = ({ db }, argv, reply) => {
  const key = arg.key(argv, 1)
  const options = restoreOptions(argv)
  if (!options.replace && db.writeAny(key) !== undefined) {
    throw new CommandError('BUSYKEY', 'Target key name already exists.')
  }
  const ttl = arg.exactInteger(argv, 2)
  if (ttl < 0) throw err('Invalid TTL value, must be >= 0')
  const value = decoded(db, arg.bytes(argv, 3))

  const replaced = options.replace && db.discard(key)
  const deadline = ttl === 0 ? undefined : deadlineOf(ttl, options, db.now())
  if (deadline === undefined || deadline > db.now()) {
    db.store(key, value)
    if (deadline !== undefined) db.setExpireAt(key, deadline)
    recordUse(db, key, options)
    db.modified(key, 'restore')
  } else if (replaced) db.modified(key, 'del')
  reply.status('OK')
}

function decoded(db: Keyspace, payload: Bytes): Held {
  const { value, refusal } = decodePayload(payload, db.engine, db.limits)
  if (value !== undefined) return fromRdbValue(value)
  throw refusal === 'footer'
    ? err('DUMP payload version or checksum are wrong')
    : err('Bad data format')
}

/** As in C, a deadline that overflows 64 bits lies in the past. */
function deadlineOf(ttl: number | bigint, { absttl }: RestoreOptions, now: number): Deadline {
  return absttl ? ttl : shrink(BigInt.asIntN(64, BigInt(ttl) + BigInt(now)))
}

/** Only the option that belongs to the present policy has an effect. */
function recordUse(db: Keyspace, key: Bytes, { idletime, freq }: RestoreOptions): void {
  if (db.surroundings.access.lfu) {
    if (freq !== undefined) db.setAccess(key, usedOften(freq, db.now()))
  } else if (idletime !== undefined) db.setAccess(key, idleFor(idletime, db.now()))
}
