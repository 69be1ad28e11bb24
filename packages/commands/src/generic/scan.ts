import type { Bytes } from '@resident/bytes'
import { typeOf } from '@resident/keyspace'
import { isWanted, scanCursor, scanOptions } from '../args/scan-options.ts'
import type { Command } from '../command.ts'
import { replyScanned } from '../scan-reply.ts'
import { untilZero } from '../until-zero.ts'

/** SCAN cursor [MATCH pattern] [COUNT count] [TYPE type] */
export const scan: Command = {
  name: 'scan',
  arity: -2,
  flags: ['readonly'],
  tips: ['nondeterministic_output', 'request_policy:special'],

  run({ db }, argv, reply) {
    const cursor = scanCursor(argv, 1)
    const { count, pattern, type } = scanOptions(argv, 2, { mayHaveType: true })
    const wantedType = type && untilZero(type).toLowerCase()
    const found: Bytes[] = []
    const next = db.scan(cursor, count, (key) => {
      if (!isWanted(pattern, key)) return
      // In Redis, looking at the type counts as a hit.
      if (wantedType !== undefined && typeOf(db.inspect(key, 'NONOTIFY')!) !== wantedType) return
      found.push(key)
    })
    replyScanned(reply, next, found)
  },
}
