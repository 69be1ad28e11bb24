import { ascii, type Bytes } from '@resident/bytes'
import type { Client } from '../client.ts'
import type { ServerPort } from '../server-port.ts'
import { parseAclFile } from './acl-file.ts'

const NO_CHANGE =
  'WARNING: ACL errors detected, no change to the previously active ACL rules was performed'

/** The users are those of the file from now on, and nobody else; or, if anything is wrong with it, it says what, and nothing changes. */
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
