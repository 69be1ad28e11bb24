import { StreamValue } from '@resident/keyspace'
import { MIN_STREAM_ID } from '@resident/storage'
import * as arg from '../args/index.ts'
import { looseStreamId, streamId } from '../args/stream-id.ts'
import { type Command, type Handler, type KeySpec, keyAt } from '../command.ts'
import { CommandError } from '../errors.ts'
import { helpOf } from '../help.ts'
import { untilZero } from '../until-zero.ts'
import { createConsumer, groupOf } from './group-access.ts'
import { demandStream, groupOptions, groupSyntax } from './group-options.ts'

const INSERTED: readonly KeySpec[] = [keyAt(2, 'RW', 'insert')]
const UPDATED: readonly KeySpec[] = [keyAt(2, 'RW', 'update')]
const DELETED: readonly KeySpec[] = [keyAt(2, 'RW', 'delete')]

/** XGROUP CREATE key groupname <id | $> [MKSTREAM] [ENTRIESREAD entries_read] */
const xgroupCreate: Handler = ({ db }, argv, reply) => {
  const { mkstream, entriesRead } = groupOptions(argv, { mayMake: true })
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
}

/** XGROUP CREATECONSUMER key groupname consumername */
const xgroupCreateconsumer: Handler = ({ db }, argv, reply) => {
  const key = arg.key(argv, 2)
  const name = arg.bytes(argv, 4)
  const group = groupOf(demandStream(db.write(key, 'stream')), key, arg.bytes(argv, 3))
  if (group.consumers.has(name)) return reply.integer(0)
  createConsumer(db, key, group, name)
  reply.integer(1)
}

/** XGROUP DELCONSUMER key groupname consumername */
const xgroupDelconsumer: Handler = ({ db }, argv, reply) => {
  const key = arg.key(argv, 2)
  const group = groupOf(demandStream(db.write(key, 'stream')), key, arg.bytes(argv, 3))
  const consumer = group.consumers.get(arg.bytes(argv, 4))
  if (consumer === undefined) return reply.integer(0)
  const released = group.deleteConsumer(consumer)
  db.modifiedUnwatched(key, 1, 'xgroup-delconsumer')
  reply.integer(released)
}

/** XGROUP DESTROY key groupname */
const xgroupDestroy: Handler = ({ db }, argv, reply) => {
  const key = arg.key(argv, 2)
  const stream = demandStream(db.write(key, 'stream'))
  if (!stream.deleteGroup(arg.bytes(argv, 3))) return reply.integer(0)
  reply.integer(1)
  db.modifiedUnwatched(key, 1, 'xgroup-destroy')
  // Clients that are blocked reading for the group are told.
  db.ready(key)
}

/** XGROUP SETID key groupname <id | $> [ENTRIESREAD entries_read] */
const xgroupSetid: Handler = ({ db }, argv, reply) => {
  const { entriesRead } = groupOptions(argv)
  const key = arg.key(argv, 2)
  const stream = demandStream(db.write(key, 'stream'))
  const group = groupOf(stream, key, arg.bytes(argv, 3))
  if (argv.length !== 5 && argv.length !== 7) throw groupSyntax(argv)
  const isLast = untilZero(arg.bytes(argv, 4)) === '$'
  group.lastId = isLast ? stream.lastId : looseStreamId(argv, 4)
  group.entriesRead = entriesRead
  reply.status('OK')
  db.modifiedUnwatched(key, 1, 'xgroup-setid')
}

/** XGROUP */
export const xgroup: Command = {
  name: 'xgroup',
  arity: -2,
  flags: [],
  subcommands: [
    { name: 'create', arity: -5, flags: ['write', 'denyoom'], keys: INSERTED, run: xgroupCreate },
    {
      name: 'createconsumer',
      arity: 5,
      flags: ['write', 'denyoom'],
      keys: INSERTED,
      run: xgroupCreateconsumer,
    },
    { name: 'delconsumer', arity: 5, flags: ['write'], keys: DELETED, run: xgroupDelconsumer },
    { name: 'destroy', arity: 4, flags: ['write'], keys: DELETED, run: xgroupDestroy },
    helpOf('XGROUP'),
    { name: 'setid', arity: -5, flags: ['write'], keys: UPDATED, run: xgroupSetid },
  ],
}
