import type { Handler } from '../command.ts'
import { err, NO_ACL_FILE } from '../errors.ts'
import { formatAclFile } from './acl-file.ts'

/** ACL SAVE */
export const aclSave: Handler = ({ server: { acl, aclFile, config } }, _argv, reply) => {
  if (config.value('aclfile') === '') throw NO_ACL_FILE
  if (!aclFile.replace(formatAclFile(acl.users))) {
    throw err(
      'There was an error trying to save the ACLs. Please check the server logs for more information',
    )
  }
  reply.status('OK')
}
