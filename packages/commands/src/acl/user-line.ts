import { ascii, type Bytes } from '@resident/bytes'
import { untilZero } from '../until-zero.ts'
import { UNKNOWN_COMMAND } from './rule-fault.ts'
import { User } from './user.ts'
import { applyRule, joinSelectors, type RuleContext } from './user-rules.ts'

/**
 * What is wrong with a line `user name rule …` of redis.conf, in Redis's words. An unknown command is no fault here, since
 * a module that is loaded later may add it: it is found out when the users are created.
 */
export function userLineFault(line: readonly Bytes[], context: RuleContext): Bytes | undefined {
  const [, name, ...words] = line
  const joined = joinSelectors(words)
  // Redis prints the errno that an earlier call has left, which gives this reason.
  if ('unmatched' in joined)
    return faultAt(line, words.lastIndexOf(joined.unmatched), UNKNOWN_COMMAND)
  const user = new User(name!, context.allChannels)
  for (const [i, rule] of joined.rules.entries()) {
    const fault = applyRule(user, rule, context)
    if (fault !== undefined && fault !== UNKNOWN_COMMAND) return faultAt(line, i, fault)
  }
  return undefined
}

/** Redis uses the index of the rule as an index into the whole line, and so names the word two places before the rule. */
function faultAt(line: readonly Bytes[], place: number, fault: string): Bytes {
  return ascii(`Error in user declaration '${untilZero(line[place]!)}': ${fault}`)
}
