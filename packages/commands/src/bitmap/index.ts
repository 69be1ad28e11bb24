// The commands on the bits of strings.

export { bitcount } from './bitcount.ts'
export { bitfield } from './bitfield.ts'
export { bitfieldRo } from './bitfield_ro.ts'
export { bitop } from './bitop.ts'
export { bitpos } from './bitpos.ts'
export { getbit } from './getbit.ts'
export { setbit } from './setbit.ts'
