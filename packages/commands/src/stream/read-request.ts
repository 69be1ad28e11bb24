import type { Bytes } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import { milliseconds } from '../args/timeout.ts'
import { type Client, Mode } from '../client.ts'
import type { Argv, KeySpec } from '../command.ts'
import { err, SYNTAX } from '../errors.ts'
import { untilZero } from '../until-zero.ts'

/** What XREAD and XREADGROUP have before the streams, and where these are. */
export interface ReadRequest {
  /** The group and consumer to read for; only of XREADGROUP. */
  group: { readonly name: Bytes; readonly consumer: Bytes } | undefined
  /** Milliseconds to wait for an entry, 0 for ever; `undefined`: do not wait. */
  timeout: number | undefined
  /** The most entries per stream; 0 for all. */
  count: number
  noack: boolean
  /** The index of the first key. The keys are followed by as many ids. */
  first: number
  /** How many streams. */
  streams: number
}

type Reader = 'XREAD' | 'XREADGROUP'

/** Reads everything up to the first key. Throws what Redis refuses, option by option, in the order in which they stand. */
export function readRequest(client: Client, argv: Argv, command: Reader): ReadRequest {
  const request: ReadRequest = {
    group: undefined,
    timeout: undefined,
    count: 0,
    noack: false,
    first: 0,
    streams: 0,
  }
  for (let i = 1; request.first === 0; ) {
    if (i >= argv.length) throw SYNTAX
    i += takeOption(client, argv, i, command, request)
  }
  if (command === 'XREADGROUP' && request.group === undefined) {
    throw err('Missing GROUP option for XREADGROUP')
  }
  return request
}

/** Returns how many arguments the option at argv[index] has. */
function takeOption(
  client: Client,
  argv: Argv,
  index: number,
  command: Reader,
  request: ReadRequest,
): number {
  const left = argv.length - index - 1
  const word = arg.word(argv, index)
  if (word === 'BLOCK' && left >= 1) {
    request.timeout = blockOf(client, argv, index + 1)
    return 2
  }
  if (word === 'COUNT' && left >= 1) {
    request.count = Math.max(0, arg.integer(argv, index + 1))
    return 2
  }
  if (word === 'STREAMS' && left >= 1) {
    request.first = index + 1
    request.streams = streamsIn(left)
    return 1
  }
  if (word === 'GROUP' && left >= 2) {
    demandXreadgroup(command, word)
    request.group = { name: arg.bytes(argv, index + 1), consumer: arg.bytes(argv, index + 2) }
    return 3
  }
  if (word !== 'NOACK') throw SYNTAX
  demandXreadgroup(command, word)
  request.noack = true
  return 1
}

function blockOf(client: Client, argv: Argv, index: number): number {
  if (client.is(Mode.SCRIPT)) {
    throw err(
      `${untilZero(arg.bytes(argv, 0))} command is not allowed with BLOCK option from scripts`,
    )
  }
  return milliseconds(argv, index)
}

/** How many streams there are if this many keys and ids follow STREAMS. */
function streamsIn(words: number): number {
  if (words % 2 === 0) return words / 2
  throw err("Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.")
}

function demandXreadgroup(command: Reader, option: string): void {
  if (command === 'XREADGROUP') return
  throw err(`The ${option} option is only supported by XREADGROUP. You called XREAD instead.`)
}

/** The key specs: after STREAMS, which is searched for from argv[startFrom] on, as many keys as ids follow them. */
export function streamsKeys(startFrom: number): readonly KeySpec[] {
  return [
    {
      flags: ['RO', 'access'],
      begin: { keyword: 'STREAMS', startFrom },
      find: { last: -1, step: 1, limit: 2 },
    },
  ]
}

/** Begins the pair of a stream's key and its entries, which must follow: an entry of a map, or in RESP2 an array. */
export function beginStream(reply: ReplyWriter, key: Bytes): void {
  if (reply.resp === 2) reply.array(2)
  reply.bulk(key)
}

/** Begins a reply with a single such pair. */
export function beginOnlyStream(reply: ReplyWriter, key: Bytes): void {
  if (reply.resp === 2) reply.array(1)
  else reply.map(1)
  beginStream(reply, key)
}

/** Ends the deferred reply that holds this many of them. */
export function endStreams(reply: ReplyWriter, streams: number): void {
  reply.end(reply.resp === 2 ? 'array' : 'map', streams)
}
