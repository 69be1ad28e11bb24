import { type Command, keysFrom } from '../command.ts'
import { deleteKeys } from './delete-keys.ts'

/** UNLINK key [key ...] */
export const unlink: Command = {
  name: 'unlink',
  arity: -2,
  flags: ['write', 'fast'],
  keys: [keysFrom(1, -1, 1, 'RM', 'delete')],
  tips: ['request_policy:multi_shard', 'response_policy:agg_sum'],
  run: deleteKeys,
}
