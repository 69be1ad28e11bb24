import { ascii, compare } from '@resident/bytes'
import type { Subcommand } from '../command.ts'
import type { TrackingMode } from '../tracking-mode.ts'

/** CLIENT TRACKINGINFO */
export const clientTrackinginfo: Subcommand = {
  name: 'trackinginfo',
  arity: 2,
  flags: ['noscript', 'loading', 'stale'],

  run({ tracking, redirection }, _argv, reply) {
    const flags = flagsOf(tracking)
    const prefixes = [...(tracking?.prefixes ?? [])].sort(compare)
    reply.map(3)
    reply.bulk(ascii('flags'))
    reply.set(flags.length)
    for (const flag of flags) reply.bulk(ascii(flag))
    reply.bulk(ascii('redirect'))
    reply.integer(tracking === undefined ? -1 : redirection)
    reply.bulk(ascii('prefixes'))
    reply.array(prefixes.length)
    for (const prefix of prefixes) reply.bulk(prefix)
  },
}

/** In Redis's order. */
function flagsOf(tracking: TrackingMode | undefined): readonly string[] {
  if (tracking === undefined) return ['off']
  const { bcast, optin, optout, noloop, broken, caching } = tracking
  const flags: readonly (readonly [flag: string, isSet: boolean])[] = [
    ['on', true],
    ['bcast', bcast],
    ['optin', optin],
    ['caching-yes', optin && caching],
    ['optout', optout],
    ['caching-no', optout && caching],
    ['noloop', noloop],
    ['broken_redirect', broken],
  ]
  return flags.filter(([, isSet]) => isSet).map(([flag]) => flag)
}
