// Resident in a process of its own that says what it looks like inside: memory after a collection, and pauses.
// Arguments: port, folder for dumps. Needs --expose-gc. Each message that it gets is answered by one.

import { openSync, readSync } from 'node:fs'
import { PerformanceObserver } from 'node:perf_hooks'
import { startServer } from '@resident/embedded'

const [port, dir] = process.argv.slice(2)
await startServer({ port: Number(port), config: { dir }, load: false })

/** This thread's time on a processor so far, in milliseconds: what it waits for one does not count. */
const schedstat = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r')
const text = Buffer.alloc(64)
function onProcessor() {
  // The kernel counts when its clock ticks, every few milliseconds, and when a process asks what it has used.
  process.cpuUsage()
  const length = readSync(schedstat, text, 0, 64, 0)
  return Number(text.toString('latin1', 0, length).split(' ')[0]) / 1e6
}

// While pauses are watched, a timer looks every millisecond how much the thread has worked since it last looked: that
// is a slice, of our own work and the collector's.
let slices = []
let collections = []
let last = 0
let looked = 0
let ticking
const observer = new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) collections.push({ startTime, duration })
})

const answers = {
  memory() {
    gc()
    gc()
    const { heapUsed, external } = process.memoryUsage()
    return heapUsed + external
  },

  watch() {
    slices = []
    collections = []
    last = onProcessor()
    looked = performance.now()
    observer.observe({ entryTypes: ['gc'] })
    ticking = setInterval(() => {
      const now = onProcessor()
      const end = performance.now()
      if (now - last > 1) slices.push({ begin: looked, end, worked: now - last })
      last = now
      looked = end
    }, 1)
    return true
  },

  async pauses() {
    clearInterval(ticking)
    // Collections are told of a little later.
    await new Promise((resolve) => setTimeout(resolve, 50))
    observer.disconnect()
    const collected = ({ begin, end }) =>
      collections
        .filter(({ startTime }) => startTime >= begin && startTime <= end)
        .reduce((sum, { duration }) => sum + duration, 0)
    return {
      slice: Math.max(0, ...slices.map((each) => each.worked - collected(each))),
      collections: collections.reduce((sum, { duration }) => sum + duration, 0),
      collection: Math.max(0, ...collections.map(({ duration }) => duration)),
    }
  },
}

process.on('message', async (question) => process.send(await answers[question]()))
process.on('disconnect', () => process.exit())
