import * as arg from '../args/index.ts'
import { err } from '../errors.ts'
import type { ClusterHandler } from './for-node.ts'

/** CLUSTER BUMPEPOCH */
export const bumpEpoch: ClusterHandler = (node, _argv, reply) => {
  const word = node.bumpEpoch() ? 'BUMPED' : 'STILL'
  reply.status(`${word} ${node.configEpoch}`)
}

/** CLUSTER SET-CONFIG-EPOCH config-epoch */
export const setConfigEpoch: ClusterHandler = (node, argv, reply) => {
  const epoch = arg.int64(argv, 2)
  if (epoch < 0) throw err(`Invalid config epoch specified: ${epoch}`)
  if (node.configEpoch !== 0n) throw err('Node config epoch is already non-zero')
  node.configEpoch = epoch
  if (node.currentEpoch < epoch) node.currentEpoch = epoch
  reply.status('OK')
}
