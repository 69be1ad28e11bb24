import * as arg from '../args/index.ts'
import { looseStreamId } from '../args/stream-id.ts'
import { type Command, keyAt } from '../command.ts'
import { untilZero } from '../until-zero.ts'
import { groupOf } from './group-access.ts'
import { demandStream, groupOptions, groupSyntax } from './group-options.ts'

/** XGROUP SETID key groupname <id | $> [ENTRIESREAD entries_read] */
export const xgroupSetid: Command = {
  name: 'setid',
  arity: -5,
  flags: ['write'],
  keys: [keyAt(2, 'RW', 'update')],

  run({ db }, argv, reply) {
    const { entriesRead } = groupOptions(argv, false)
    const key = arg.key(argv, 2)
    const stream = demandStream(db.write(key, 'stream'))
    const group = groupOf(stream, key, arg.bytes(argv, 3))
    if (argv.length !== 5 && argv.length !== 7) throw groupSyntax(argv)
    const isLast = untilZero(arg.bytes(argv, 4)) === '$'
    group.lastId = isLast ? stream.lastId : looseStreamId(argv, 4)
    group.entriesRead = entriesRead
    reply.status('OK')
    db.modifiedUnwatched(key, 1, 'xgroup-setid')
  },
}
