import type { Bytes } from '@resident/bytes'
import { frequency, type Held, idleSeconds, type Keyspace } from '@resident/keyspace'
import * as arg from '../args/index.ts'
import { type Command, keyAt } from '../command.ts'
import { err } from '../errors.ts'
import { helpOf } from '../help.ts'
import { type ReplyValue, replyValue } from '../reply-value.ts'
import { encodingOf } from './encoding-of.ts'
import { referencesTo } from './references-to.ts'

const LFU_NOT_SELECTED = err(
  'An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.',
)
const LFU_SELECTED = err(
  'An LFU maxmemory policy is selected, idle time not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust.',
)
/** OBJECT name key: replies with what `tell` says about the value. The key is not marked as used. */
function aboutKey(
  name: string,
  tell: (held: Held, db: Keyspace, key: Bytes) => ReplyValue,
): Command {
  return {
    name,
    arity: 3,
    flags: ['readonly'],
    keys: [keyAt(2, 'RO')],
    tips: ['nondeterministic_output'],

    run({ db }, argv, reply) {
      const key = arg.key(argv, 2)
      const held = db.inspect(key, 'NONOTIFY')
      replyValue(reply, held === undefined ? undefined : tell(held, db, key))
    },
  }
}

function frequencyOf(_held: Held, db: Keyspace, key: Bytes): number {
  const policy = db.surroundings.access
  if (!policy.lfu) throw LFU_NOT_SELECTED
  return frequency(policy, db.access(key)!, db.now())
}

function idleTimeOf(_held: Held, db: Keyspace, key: Bytes): number {
  if (db.surroundings.access.lfu) throw LFU_SELECTED
  return idleSeconds(db.access(key)!, db.now())
}

/** OBJECT */
export const object: Command = {
  name: 'object',
  arity: -2,
  flags: [],
  subcommands: [
    aboutKey('encoding', encodingOf),
    aboutKey('freq', frequencyOf),
    helpOf('OBJECT'),
    aboutKey('idletime', idleTimeOf),
    aboutKey('refcount', referencesTo),
  ],
}
