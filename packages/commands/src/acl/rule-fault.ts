// Why a rule cannot be applied, in Redis's words.

export const UNKNOWN_COMMAND = 'Unknown command or category name in ACL'
export const RULE_SYNTAX = 'Syntax error'
export const ALL_KEYS_ALREADY =
  "Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and does not have any effect. Try 'resetkeys' to start with an empty list of patterns"
export const ALL_CHANNELS_ALREADY =
  "Adding a pattern after the * pattern (or the 'allchannels' flag) is not valid and does not have any effect. Try 'resetchannels' to start with an empty list of channels"
export const NO_SUCH_PASSWORD = 'The password you are trying to remove from the user does not exist'
export const NO_PASSWORD_HASH =
  'The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters'
export const FIRST_ARGUMENT_OF_SUBCOMMAND = 'Allowing first-arg of a subcommand is not supported'

export type RuleFault =
  | typeof UNKNOWN_COMMAND
  | typeof RULE_SYNTAX
  | typeof ALL_KEYS_ALREADY
  | typeof ALL_CHANNELS_ALREADY
  | typeof NO_SUCH_PASSWORD
  | typeof NO_PASSWORD_HASH
  | typeof FIRST_ARGUMENT_OF_SUBCOMMAND
