import { ascii } from '@resident/bytes'
import type { Handler } from '../command.ts'
import { err, NO_ACL_FILE } from '../errors.ts'
import { loadAclFile } from './load-acl-file.ts'

/** ACL LOAD */
export const aclLoad: Handler = (client, _argv, reply) => {
  const { config } = client.server
  if (config.value('aclfile') === '') throw NO_ACL_FILE
  const faults = loadAclFile(client.server, client)
  if (faults !== undefined) throw err(ascii(faults))
  reply.status('OK')
}
