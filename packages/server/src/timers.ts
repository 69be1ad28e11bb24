// The only place that uses timers. They are taken when this file is loaded, so that a
// test runner's fake timers do not stop the server.
import { clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } from 'node:timers'

const takenTimeout: typeof setTimeout = setTimeout
const takenClear: typeof clearTimeout = clearTimeout
const takenImmediate: typeof setImmediate = setImmediate
const takenInterval: typeof setInterval = setInterval
const takenClearInterval: typeof clearInterval = clearInterval
const takenMicrotask: typeof queueMicrotask = queueMicrotask

/** Node's longest timer, in milliseconds. */
const LONGEST = 2_147_483_647

/** An alarm for a clock: rings once after the delay it was last given. It never keeps the process alive. */
export function alarmFor(ring: () => void): (delay: number | undefined) => void {
  let timer: NodeJS.Timeout | undefined
  return (delay) => {
    if (timer !== undefined) takenClear(timer)
    timer = undefined
    if (delay === undefined) return
    timer = takenTimeout(ring, Math.min(LONGEST, Math.ceil(delay)))
    timer.unref()
  }
}

/** Runs `task` after the input and output that is ready now. */
export function nextTurn(task: () => void): void {
  takenImmediate(task)
}

/** Runs `task` after the current code, before any input or output. */
export function afterCaller(task: () => void): void {
  takenMicrotask(task)
}

/** Throws outside any code of ours, so that it becomes an uncaught exception of the process. */
export function throwLater(thrown: unknown): void {
  takenImmediate(() => {
    throw thrown
  })
}

/** Keeps the process alive, as an open socket would, until the returned function is called. */
export function keepAlive(): () => void {
  const timer = takenInterval(() => {}, LONGEST)
  return () => takenClearInterval(timer)
}
