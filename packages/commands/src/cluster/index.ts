export { asking } from './asking.ts'
export { cluster } from './cluster.ts'
export { readonly } from './readonly.ts'
export { readwrite } from './readwrite.ts'
