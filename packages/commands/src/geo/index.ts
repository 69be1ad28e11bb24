// The commands on places, which are sorted sets.

export { geoadd } from './geoadd.ts'
export { geodist } from './geodist.ts'
export { geohash } from './geohash.ts'
export { geopos } from './geopos.ts'
export { georadius } from './georadius.ts'
export { georadiusRo } from './georadius_ro.ts'
export { georadiusbymember } from './georadiusbymember.ts'
export { georadiusbymemberRo } from './georadiusbymember_ro.ts'
export { geosearch } from './geosearch.ts'
export { geosearchstore } from './geosearchstore.ts'
