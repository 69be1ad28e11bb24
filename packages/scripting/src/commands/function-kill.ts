import type { Command } from '@resident/commands'
import { killRun } from './kill-run.ts'

/** FUNCTION KILL */
export const functionKill: Command = {
  name: 'kill',
  arity: 2,
  flags: ['noscript', 'allow_busy'],
  tips: ['request_policy:all_shards', 'response_policy:one_succeeded'],
  run: killRun('function'),
}
