import { compare } from '@resident/bytes'
import type { Handler } from '../command.ts'
import { replyValue } from '../reply-value.ts'
import type { TrackingMode } from '../tracking-mode.ts'

/** CLIENT TRACKINGINFO */
export const clientTrackinginfo: Handler = ({ tracking, redirection }, _argv, reply) => {
  replyValue(reply, {
    flags: new Set(flagsOf(tracking)),
    redirect: tracking === undefined ? -1 : redirection,
    prefixes: [...(tracking?.prefixes ?? [])].sort(compare),
  })
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
