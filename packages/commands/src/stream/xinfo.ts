import * as arg from '../args/index.ts'
import { type Command, type Handler, type KeySpec, keyAt } from '../command.ts'
import { helpOf } from '../help.ts'
import { replyValue } from '../reply-value.ts'
import { groupOf } from './group-access.ts'
import { byName, progressOf, streamToShow } from './group-reply.ts'
import { xinfoStream } from './xinfo-stream.ts'

const STREAM: readonly KeySpec[] = [keyAt(2, 'RO', 'access')]

/** XINFO CONSUMERS key groupname */
const xinfoConsumers: Handler = ({ db }, argv, reply) => {
  const key = arg.key(argv, 2)
  const { consumers } = groupOf(streamToShow(db, key), key, arg.bytes(argv, 3))
  const shown = byName(consumers).map(([name, { pending, seenTime }]) => ({
    name,
    pending: pending.size,
    idle: Math.max(0, db.now() - seenTime),
  }))
  replyValue(reply, shown)
}

/** XINFO GROUPS key */
const xinfoGroups: Handler = ({ db }, argv, reply) => {
  const stream = streamToShow(db, arg.key(argv, 2))
  const groups = byName(stream.groups).map(([name, group]) => ({
    name,
    consumers: group.consumers.size,
    pending: group.pending.size,
    ...progressOf(stream, group),
  }))
  replyValue(reply, groups)
}

/** XINFO */
export const xinfo: Command = {
  name: 'xinfo',
  arity: -2,
  flags: [],
  subcommands: [
    {
      name: 'consumers',
      arity: 4,
      flags: ['readonly'],
      keys: STREAM,
      tips: ['nondeterministic_output'],
      run: xinfoConsumers,
    },
    { name: 'groups', arity: 3, flags: ['readonly'], keys: STREAM, run: xinfoGroups },
    helpOf('XINFO'),
    { name: 'stream', arity: -3, flags: ['readonly'], keys: STREAM, run: xinfoStream },
  ],
}
