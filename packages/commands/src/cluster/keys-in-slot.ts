import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { err } from '../errors.ts'
import { replyValue } from '../reply-value.ts'
import type { ClusterHandler } from './for-node.ts'
import { keySlot, SLOTS } from './key-slot.ts'

// There is no index by slot, so that keys cost no more than without a cluster: these commands look at all keys.

/** CLUSTER KEYSLOT key */
export const tellKeySlot: ClusterHandler = (_node, argv, reply) => {
  reply.integer(keySlot(arg.key(argv, 2)))
}

/** CLUSTER COUNTKEYSINSLOT slot */
export const countKeysInSlot: ClusterHandler = (_node, argv, reply, { db }) => {
  const slot = arg.integer(argv, 2)
  if (slot < 0 || slot >= SLOTS) throw err('Invalid slot')
  reply.integer(keysInSlot(db, slot).length)
}

/** CLUSTER GETKEYSINSLOT slot count */
export const getKeysInSlot: ClusterHandler = (_node, argv, reply, { db }) => {
  const slot = arg.integer(argv, 2)
  const count = arg.integer(argv, 3)
  if (slot < 0 || slot >= SLOTS || count < 0) throw err('Invalid slot or number of keys')
  // As in Redis, the newest come first, except where a key has moved into the place of a deleted one.
  replyValue(reply, keysInSlot(db, slot).reverse().slice(0, count))
}

/** The keys of a slot. O(n) in all keys of the database. */
export function keysInSlot(db: Keyspace, slot: number): Bytes[] {
  const keys: Bytes[] = []
  db.each((key) => {
    if (keySlot(key) === slot) keys.push(key)
  })
  return keys
}
