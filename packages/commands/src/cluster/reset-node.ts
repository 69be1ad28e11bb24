import * as arg from '../args/index.ts'
import { err, SYNTAX, subcommandSyntax } from '../errors.ts'
import type { ClusterHandler } from './for-node.ts'
import { disownAll } from './own-slots.ts'

/** CLUSTER RESET [HARD | SOFT] */
export const resetNode: ClusterHandler = (node, argv, reply, client) => {
  if (argv.length > 3) throw subcommandSyntax('CLUSTER', arg.bytes(argv, 1))
  const isHard = argv.length === 3 && arg.is(argv, 2, 'HARD')
  if (argv.length === 3 && !isHard && !arg.is(argv, 2, 'SOFT')) throw SYNTAX
  if (client.db.size > 0) {
    throw err("CLUSTER RESET can't be called with master nodes containing keys")
  }
  node.migrating.clear()
  node.importing.clear()
  if (isHard) node.beginAnew(client.server.drawId())
  disownAll(client, node)
  reply.status('OK')
}
