import { type Bytes, compare, EMPTY } from '@resident/bytes'
import type { ReplyWriter } from '@resident/protocol'
import * as arg from '../args/index.ts'
import type { Client } from '../client.ts'
import type { Argv, Handler } from '../command.ts'
import { type CommandError, err, SYNTAX } from '../errors.ts'
import { say } from '../execute.ts'

const overlapsProvided = (prefix: string, other: string): CommandError =>
  err(
    `Prefix '${prefix}' overlaps with another provided prefix '${other}'. Prefixes for a single client must not overlap.`,
  )

const overlapsExisting = (prefix: string, existing: string): CommandError =>
  err(
    `Prefix '${prefix}' overlaps with an existing prefix '${existing}'. Prefixes for a single client must not overlap.`,
  )

const OPTIN_SWITCHED = err(
  "You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, and then re-enabling it with a different mode.",
)
const BCAST_SWITCHED = err(
  "You can't switch BCAST mode on/off before disabling tracking for this client, and then re-enabling it with a different mode.",
)

/**
 * CLIENT TRACKING <ON | OFF> [REDIRECT client-id] [PREFIX prefix [PREFIX prefix ...]] [BCAST] [OPTIN] [OPTOUT]
 * [NOLOOP]
 */
export const clientTracking: Handler = (client, argv, reply) => {
  const options = readOptions(client, argv)
  if (arg.is(argv, 2, 'ON')) enable(client, options, reply)
  else if (arg.is(argv, 2, 'OFF')) client.server.tracking.disable(client)
  else throw SYNTAX
  reply.status('OK')
}

interface Options {
  redirect: number
  bcast: boolean
  optin: boolean
  optout: boolean
  noloop: boolean
  readonly prefixes: Bytes[]
}

function readOptions(client: Client, argv: Argv): Options {
  const options: Options = {
    redirect: 0,
    bcast: false,
    optin: false,
    optout: false,
    noloop: false,
    prefixes: [],
  }
  for (let i = 3; i < argv.length; i++) {
    const hasValue = i + 1 < argv.length
    if (arg.is(argv, i, 'REDIRECT') && hasValue)
      options.redirect = redirection(client, argv, ++i, options)
    else if (arg.is(argv, i, 'PREFIX') && hasValue) options.prefixes.push(arg.bytes(argv, ++i))
    else if (arg.is(argv, i, 'BCAST')) options.bcast = true
    else if (arg.is(argv, i, 'OPTIN')) options.optin = true
    else if (arg.is(argv, i, 'OPTOUT')) options.optout = true
    else if (arg.is(argv, i, 'NOLOOP')) options.noloop = true
    else throw SYNTAX
  }
  return options
}

/** The client to redirect to must be connected now, though it may disconnect later. */
function redirection({ server }: Client, argv: Argv, index: number, { redirect }: Options): number {
  if (redirect !== 0) throw err('A client can only redirect to a single other client')
  const id = arg.integer(argv, index)
  if (server.clients.byId(id) === undefined) {
    throw err('The client ID you want redirect to does not exist')
  }
  return id
}

function enable(client: Client, options: Options, reply: ReplyWriter): void {
  const { redirect, bcast, optin, optout, noloop, prefixes } = options
  checkModes(client, options)
  if (bcast) checkPrefixes(client, prefixes, reply)
  const before = client.tracking
  client.redirection = redirect
  client.server.tracking.enable(
    client,
    {
      broken: false,
      bcast,
      optin,
      optout,
      noloop,
      caching: before?.caching ?? false,
      prefixes: before?.prefixes ?? new Set(),
    },
    bcast && prefixes.length === 0 ? [EMPTY] : prefixes,
  )
}

function checkModes({ tracking }: Client, { bcast, optin, optout, prefixes }: Options): void {
  if (!bcast && prefixes.length > 0) throw err('PREFIX option requires BCAST mode to be enabled')
  if (tracking !== undefined && tracking.bcast !== bcast) throw BCAST_SWITCHED
  if (bcast && (optin || optout)) throw err('OPTIN and OPTOUT are not compatible with BCAST')
  if (optin && optout) throw err("You can't specify both OPTIN mode and OPTOUT mode")
  if ((optin && tracking?.optout) || (optout && tracking?.optin)) throw OPTIN_SWITCHED
}

/** No two prefixes of a client may overlap, or it would be told of some keys twice. */
function checkPrefixes(client: Client, prefixes: readonly Bytes[], reply: ReplyWriter): void {
  const existing = [...(client.tracking?.prefixes ?? [])].sort(compare)
  for (const [i, prefix] of prefixes.entries()) {
    const old = existing.find((each) => overlap(each, prefix))
    if (old !== undefined) throw overlapsExisting(prefix, old)
    const other = prefixes.slice(i + 1).find((each) => overlap(each, prefix))
    if (other === undefined) continue
    if (i === 0) throw overlapsProvided(prefix, other)
    // Redis writes this error and goes on: there are two replies, and the command succeeds all the same.
    client.lastCommand!.failed++
    return say(client, overlapsProvided(prefix, other), reply)
  }
}

function overlap(a: Bytes, b: Bytes): boolean {
  return a.startsWith(b) || b.startsWith(a)
}
