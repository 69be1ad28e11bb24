import { type Command, keysFrom } from '../command.ts'
import { deleteKeys } from './delete-keys.ts'

/** DEL key [key ...] */
export const del: Command = {
  name: 'del',
  arity: -2,
  flags: ['write'],
  keys: [keysFrom(1, -1, 1, 'RM', 'delete')],
  tips: ['request_policy:multi_shard', 'response_policy:agg_sum'],
  run: deleteKeys,
}
