// The commands that count distinct elements, nearly.

export { pfadd } from './pfadd.ts'
export { pfcount } from './pfcount.ts'
export { pfdebug } from './pfdebug.ts'
export { pfmerge } from './pfmerge.ts'
export { pfselftest } from './pfselftest.ts'
