import { type Client, type ClientType, clientTypeOf } from '@resident/commands'
import type { OutputLimit } from '../output-guard.ts'

export type OutputLimits = Readonly<Record<ClientType, OutputLimit>>

const NONE: OutputLimit = { hard: 0, soft: 0, seconds: 0 }

export const NO_OUTPUT_LIMITS: OutputLimits = {
  normal: NONE,
  replica: NONE,
  pubsub: NONE,
  master: NONE,
}

/** The limit of a client in its present state: its class changes when it subscribes. */
export function limitOf(client: Client, limits: OutputLimits): OutputLimit {
  return limits[clientTypeOf(client)]
}

/** As `outputBufferLimits` (`list.ts`) shows the value: class, hard, soft and seconds, three times. */
export function parseOutputLimits(value: string): OutputLimits {
  const words = value.split(' ')
  const after = (name: string): OutputLimit => {
    const [hard, soft, seconds] = words.slice(words.indexOf(name) + 1).map(Number)
    return { hard: hard!, soft: soft!, seconds: seconds! }
  }
  return {
    ...NO_OUTPUT_LIMITS,
    normal: after('normal'),
    replica: after('slave'),
    pubsub: after('pubsub'),
  }
}
