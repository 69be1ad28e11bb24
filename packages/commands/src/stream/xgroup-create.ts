import { StreamValue } from '@resident/keyspace'
import { MIN_STREAM_ID } from '@resident/storage'
import * as arg from '../args/index.ts'
import { streamId } from '../args/stream-id.ts'
import { type Command, keyAt } from '../command.ts'
import { CommandError } from '../errors.ts'
import { untilZero } from '../until-zero.ts'
import { demandStream, groupOptions, groupSyntax } from './group-options.ts'

/** XGROUP CREATE key groupname <id | $> [MKSTREAM] [ENTRIESREAD entries_read] */
export const xgroupCreate: Command = {
  name: 'create',
  arity: -5,
  flags: ['write', 'denyoom'],
  keys: [keyAt(2, 'RW', 'insert')],

  run({ db }, argv, reply) {
    const { mkstream, entriesRead } = groupOptions(argv, true)
    const key = arg.key(argv, 2)
    const name = arg.bytes(argv, 3)
    const found = db.write(key, 'stream')
    if (!mkstream) demandStream(found)
    if (argv.length > 8) throw groupSyntax(argv)
    const isLast = untilZero(arg.bytes(argv, 4)) === '$'
    const id = isLast ? (found?.lastId ?? MIN_STREAM_ID) : streamId(argv, 4)
    if (found?.groups.has(name))
      throw new CommandError('BUSYGROUP', 'Consumer Group name already exists')

    const stream = found ?? db.store(key, new StreamValue(db.engine.stream(db.limits)))
    stream.addGroup(name, id, entriesRead)
    if (found === undefined) db.modifiedSilently(key, 0)
    reply.status('OK')
    db.modifiedUnwatched(key, 1, 'xgroup-create')
  },
}
