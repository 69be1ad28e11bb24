import { ascii } from '@resident/bytes'
import type { Command } from '../command.ts'
import { err, NO_ACL_FILE } from '../errors.ts'
import { loadAclFile } from './load-acl-file.ts'

/** ACL LOAD */
export const aclLoad: Command = {
  name: 'load',
  arity: 2,
  flags: ['admin', 'noscript', 'loading', 'stale'],

  run(client, _argv, reply) {
    const { config } = client.server
    if (config.value('aclfile') === '') throw NO_ACL_FILE
    const faults = loadAclFile(client.server, client)
    if (faults !== undefined) throw err(ascii(faults))
    reply.status('OK')
  },
}
