import type { Handler } from '../command.ts'
import { CLUSTER_DISABLED } from '../errors.ts'

/** What Redis answers to all that is about Redis Cluster while cluster-enabled is `no`: there is no other mode here. */
export const refuseClusterless: Handler = () => {
  throw CLUSTER_DISABLED
}
