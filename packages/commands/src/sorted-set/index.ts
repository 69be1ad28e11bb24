// The commands on sorted sets.

export { zdiff, zdiffstore, zinter, zinterstore, zunion, zunionstore } from './algebra.ts'
export { bzmpop } from './bzmpop.ts'
export { zcount, zlexcount } from './count.ts'
export { zpopmax, zpopmin } from './pop.ts'
export { bzpopmax, bzpopmin } from './pop-first.ts'
export {
  zrange,
  zrangebylex,
  zrangebyscore,
  zrevrange,
  zrevrangebylex,
  zrevrangebyscore,
} from './range.ts'
export { zrank, zrevrank } from './rank.ts'
export { zremrangebylex, zremrangebyrank, zremrangebyscore } from './remove-range.ts'
export { zadd } from './zadd.ts'
export { zcard } from './zcard.ts'
export { zincrby } from './zincrby.ts'
export { zintercard } from './zintercard.ts'
export { zmpop } from './zmpop.ts'
export { zmscore } from './zmscore.ts'
export { zrandmember } from './zrandmember.ts'
export { zrangestore } from './zrangestore.ts'
export { zrem } from './zrem.ts'
export { zscan } from './zscan.ts'
export { zscore } from './zscore.ts'
