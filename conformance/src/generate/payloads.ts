import type { Contestant } from '../contestant.ts'
import { textOf } from '../reply.ts'
import { Wire } from '../wire.ts'
import { LIBRARIES } from './server-hints.ts'

/** What DUMP and FUNCTION DUMP give, some of it spoilt: for RESTORE and FUNCTION RESTORE. */
export interface Payloads {
  readonly values: readonly string[]
  readonly libraries: readonly string[]
}

const VALUES: readonly (readonly (readonly string[])[])[] = [
  [['SET', 'k', 'hello']],
  [['SET', 'k', '12']],
  [['RPUSH', 'k', 'a', 'b', '1']],
  [['HSET', 'k', 'f', 'v', 'n', '1']],
  [['SADD', 'k', '1', '2', '3']],
  [['SADD', 'k', 'a']],
  [['ZADD', 'k', '1', 'a', '2.5', 'b']],
  [['XADD', 'k', '1-1', 'f', 'v']],
  [
    ['XADD', 'k', '1-1', 'f', 'v'],
    ['XADD', 'k', '2-1', 'f', 'v'],
    ['XGROUP', 'CREATE', 'k', 'g1', '0'],
    ['XREADGROUP', 'GROUP', 'g1', 'c1', 'STREAMS', 'k', '>'],
    ['XDEL', 'k', '2-1'],
  ],
]

/** Lets the server dump one of each, and leaves it empty. */
export async function dumpSamples(server: Contestant): Promise<Payloads> {
  const wire = new Wire(await server.connect())
  const values: string[] = []
  for (const commands of VALUES) {
    await wire.call('FLUSHALL')
    for (const argv of commands) await wire.call(...argv)
    values.push(textOf(await wire.call('DUMP', 'k')))
  }
  await wire.call('FLUSHALL')
  await wire.call('FUNCTION', 'FLUSH')
  const libraries = [textOf(await wire.call('FUNCTION', 'DUMP'))]
  for (const code of LIBRARIES) {
    await wire.call('FUNCTION', 'LOAD', 'REPLACE', code)
    libraries.push(textOf(await wire.call('FUNCTION', 'DUMP')))
  }
  await wire.call('FUNCTION', 'FLUSH')
  wire.close()
  const [value] = values as [string]
  return {
    values: [...values, ...values, ...spoilt(value)],
    libraries: [...libraries, ...libraries, ...libraries, ...spoilt(libraries[1]!), value],
  }
}

function spoilt(payload: string): string[] {
  return [payload.slice(0, -1), `${payload.slice(0, -1)}\xff`, '']
}
