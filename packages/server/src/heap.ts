import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { HeapPort } from '@resident/commands'

export const heap: HeapPort = {
  measure() {
    const { total_heap_size: used, heap_size_limit: limit } = getHeapStatistics()
    return { used, limit }
  },

  // The only way in a process that was not started with --expose-gc.
  collect() {
    setFlagsFromString('--expose-gc')
    const gc = runInNewContext('gc') as () => void
    if (globalThis.gc === undefined) setFlagsFromString('--no-expose-gc')
    gc()
  },
}
