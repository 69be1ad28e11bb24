// The commands on places, which are sorted sets.

export { geoadd } from './geoadd.ts'
export { geodist } from './geodist.ts'
export { geohash } from './geohash.ts'
export { geopos } from './geopos.ts'
export {
  georadius,
  georadiusbymember,
  georadiusbymemberRo,
  georadiusRo,
  geosearch,
  geosearchstore,
} from './search.ts'
