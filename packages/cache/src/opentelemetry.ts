import { type Attributes, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import { type CacheOperation, type CacheResult, observeCaches } from './observe.ts'

/** Where spans go and what they contain. */
export interface TraceOptions {
  /** Default: the global provider's tracer named `@resident/cache`. */
  readonly tracer?: Tracer
  /** Whether spans contain keys, which may include data that should not leave the process. Default: no. */
  readonly keys?: boolean
}

/** Makes a span for each operation, within the active span, until the returned function is called. */
export function traceCaches(options: TraceOptions = {}): () => void {
  const tracer = options.tracer ?? trace.getTracer('@resident/cache')
  return observeCaches((operation) => {
    const span = tracer.startSpan(`cache ${operation.operation}`, {
      kind: SpanKind.CLIENT,
      attributes: attributesOf(operation, options.keys === true),
    })
    return ({ outcome, error }: CacheResult) => {
      span.setAttribute('cache.outcome', outcome)
      if (outcome === 'hit' || outcome === 'miss') span.setAttribute('cache.hit', outcome === 'hit')
      if (error !== undefined && outcome === 'error') {
        span.setAttribute('error.type', error.code)
        span.recordException(error)
        span.setStatus({ code: SpanStatusCode.ERROR, message: error.message })
      }
      span.end()
    }
  })
}

function attributesOf(operation: CacheOperation, keys: boolean): Attributes {
  return {
    'db.system.name': 'redis',
    'db.operation.name': operation.operation,
    'cache.cluster': operation.cluster,
    'cache.keyspace': operation.keyspace,
    'cache.keys': operation.keys,
    'cache.writes': operation.writes,
    ...(keys && operation.key !== undefined ? { 'cache.key': operation.key } : {}),
  }
}
