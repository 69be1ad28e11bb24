import type { Bytes } from '@resident/bytes'
import type { Keyspace } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { err } from '../errors.ts'
import { replyValue } from '../reply-value.ts'
import type { ClusterHandler } from './for-node.ts'
import { keySlot, SLOTS } from './key-slot.ts'

// Keys are found by looking at all of them: nothing is kept by slot, so that keys cost no more than without a cluster.

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
  // As in Redis, the latest come first; unless a key that was deleted has left its place to another.
  replyValue(reply, keysInSlot(db, slot).reverse().slice(0, count))
}

/** Keys past their time that nobody has met yet are among them. O(n) for all keys that there are. */
export function keysInSlot(db: Keyspace, slot: number): Bytes[] {
  const keys: Bytes[] = []
  db.each((key) => {
    if (keySlot(key) === slot) keys.push(key)
  })
  return keys
}
