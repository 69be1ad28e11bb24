export {
  type MatcherContext,
  type MatcherResult,
  type Received,
  type RedisMatchers,
  redisMatchers,
} from './matchers.ts'
export { OpenClientsError } from './open-clients.ts'
export type { TestOptions } from './test-options.ts'
