import { ascii } from '@resident/bytes'
import * as arg from '../args/index.ts'
import type { Handler } from '../command.ts'
import { err, subcommandSyntax } from '../errors.ts'

const MOST_BITS = 4096
const USUAL_BITS = 256

/** ACL GENPASS [bits] */
export const aclGenpass: Handler = ({ server }, argv, reply) => {
  if (argv.length > 3) throw subcommandSyntax('ACL', arg.bytes(argv, 1))
  const bits = argv.length === 3 ? arg.integer(argv, 2) : USUAL_BITS
  if (bits <= 0 || bits > MOST_BITS) {
    throw err(
      'ACL GENPASS argument must be the number of bits for the output password, a positive number up to 4096',
    )
  }
  let digits = ''
  while (digits.length * 4 < bits) digits += server.random.below(16).toString(16)
  reply.bulk(ascii(digits))
}
