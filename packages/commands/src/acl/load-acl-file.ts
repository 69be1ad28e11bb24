import { ascii, type Bytes } from '@resident/bytes'
import type { Client } from '../client.ts'
import type { ServerPort } from '../server-port.ts'
import { parseAclFile } from './acl-file.ts'

const NO_CHANGE =
  'WARNING: ACL errors detected, no change to the previously active ACL rules was performed'

/** Replaces all users by those of the file. If anything is wrong with it, returns what, and changes nothing. */
export function loadAclFile(server: ServerPort, caller: Client | undefined): Bytes | undefined {
  const fileName = server.config.value('aclfile')
  const read = server.aclFile.read()
  if ('reason' in read) {
    return ascii(`Error loading ACLs, opening file '${fileName}': ${read.reason}`)
  }
  const parsed = parseAclFile(read.content, fileName, server.acl.users)
  if ('faults' in parsed) return ascii(`${parsed.faults}${NO_CHANGE}`)
  server.acl.replaceUsers(parsed.users, caller)
  return undefined
}
