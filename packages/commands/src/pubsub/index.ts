export {
  psubscribe,
  punsubscribe,
  ssubscribe,
  subscribe,
  sunsubscribe,
  unsubscribe,
} from './listen.ts'
export { publish } from './publish.ts'
export { pubsub } from './pubsub.ts'
export { spublish } from './spublish.ts'
