import type { Command } from '@resident/commands'
import { killRun } from './kill-run.ts'

/** SCRIPT KILL */
export const scriptKill: Command = {
  name: 'kill',
  arity: 2,
  flags: ['noscript', 'allow_busy'],
  tips: ['request_policy:all_shards', 'response_policy:one_succeeded'],
  run: killRun('eval'),
}
