import { ascii, type Bytes } from '@resident/bytes'
import { untilZero } from '../until-zero.ts'
import { UNKNOWN_COMMAND } from './rule-fault.ts'
import { User } from './user.ts'
import { applyRule, joinSelectors, type RuleContext } from './user-rules.ts'

/**
 * What is wrong with a line `user name rule …` of redis.conf, in Redis's words. A command that is not known is no fault
 * here: a module that is loaded later may bring it, so that it is found out when all users are made.
 */
export function userLineFault(line: readonly Bytes[], context: RuleContext): Bytes | undefined {
  const [, name, ...words] = line
  const joined = joinSelectors(words)
  // The reason is what the last system call has left behind, which is this one.
  if ('unmatched' in joined)
    return faultAt(line, words.lastIndexOf(joined.unmatched), UNKNOWN_COMMAND)
  const user = new User(name!, context.allChannels)
  for (const [i, rule] of joined.rules.entries()) {
    const fault = applyRule(user, rule, context)
    if (fault !== undefined && fault !== UNKNOWN_COMMAND) return faultAt(line, i, fault)
  }
  return undefined
}

/** Redis counts rules, and looks among the words of the whole line: it names the word two places before the rule. */
function faultAt(line: readonly Bytes[], place: number, fault: string): Bytes {
  return ascii(`Error in user declaration '${untilZero(line[place]!)}': ${fault}`)
}
