import { ascii, type Bytes } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { err, wrongArity } from '../errors.ts'
import type { Row } from '../table.ts'
import { untilZero } from '../until-zero.ts'
import { denialOf } from './permission.ts'

/** ACL DRYRUN username command [arg [arg ...]] */
export const aclDryrun: Handler = ({ server }, argv, reply) => {
  const name = arg.bytes(argv, 2)
  const user = server.acl.users.find(name)
  if (user === undefined) throw err(`User '${untilZero(name)}' not found`)
  const request = argv.slice(3)
  const row = server.table.resolve(request)
  if (row === undefined) throw err(`Command '${untilZero(arg.bytes(argv, 3))}' not found`)
  if (!row.fits(request.length)) throw wrongArity(row.fullName)
  const denial = denialOf(user, row, request)
  if (denial === undefined) reply.status('OK')
  else if (denial.reason === 'command') reply.bulk(mayNotRun(row))
  else reply.bulk(mayNotAccess(untilZero(request[denial.at]!), denial.reason))
}

function mayNotRun(row: Row): Bytes {
  return ascii(`This user has no permissions to run the '${row.fullName}' command`)
}

function mayNotAccess(name: Bytes, kind: 'key' | 'channel'): Bytes {
  return ascii(`This user has no permissions to access the '${name}' ${kind}`)
}
