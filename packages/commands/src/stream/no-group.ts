import type { Bytes } from '@resident/bytes'
import { CommandError } from '../errors.ts'
import { untilZero } from '../until-zero.ts'

// The error for a missing group has three forms, depending on the command.

export function noGroupOfKey(group: Bytes, key: Bytes): CommandError {
  return noGroup(`consumer group '${untilZero(group)}' for key name '${untilZero(key)}'`)
}

export function noKeyOrGroup(key: Bytes, group: Bytes): CommandError {
  return noGroup(`key '${untilZero(key)}' or consumer group '${untilZero(group)}'`)
}

export function noGroupToRead(key: Bytes, group: Bytes): CommandError {
  const names = `key '${untilZero(key)}' or consumer group '${untilZero(group)}'`
  return noGroup(`${names} in XREADGROUP with GROUP option`)
}

const noGroup = (what: string): CommandError => new CommandError('NOGROUP', `No such ${what}`)
