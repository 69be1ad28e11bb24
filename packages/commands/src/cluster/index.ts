export { asking } from './asking.ts'
export { cluster } from './cluster.ts'
export { readonly, readwrite } from './reads-replicas.ts'
