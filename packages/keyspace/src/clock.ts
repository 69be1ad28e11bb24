import { TaskQueue } from './task-queue.ts'

/** Cancels a task; harmless when it has run. */
export type Cancel = () => void

/**
 * Where time comes from. Nothing else in the packages reads the system's
 * clock, so a test can control all of time here.
 */
export interface Clock {
  /** Unix time in milliseconds. The same all through one command, transaction or script. */
  now(): number
  /** Unix time in microseconds, read at this moment. */
  micros(): number
  /** Milliseconds, with fractions, of a clock that never stops or jumps: for measuring work. */
  elapsed(): number
  /** Runs `task` when `now()` reaches `deadline` (Unix milliseconds); tasks of equal deadlines run in the order they were added. */
  at(deadline: number, task: () => void): Cancel
  /** Runs `task` every `period` milliseconds. When time is moved by hand it runs once, at the end. */
  every(period: number, task: () => void): Cancel
  /** Until `release`, `now()` stays as it is and no task runs: a command is paused half-way (see `Suspension`). */
  hold(): void
  release(): void
}

/** How a clock that was moved by hand differs from the real one, in milliseconds: frozen at a moment, or running so far ahead. */
export type ClockSetting = { readonly frozenAt: number } | { readonly ahead: number }

/** Has the clock's `ring` called after `delay` milliseconds of real time. A second call replaces the first; `undefined` cancels it. */
export type Alarm = (delay: number | undefined) => void

/** Something else that must happen in order of time when time is moved by hand: keys expire, waiting requests go on. */
export interface Passenger {
  /** Called before `now()` moves: does all that falls due up to `until`, in order, calling `moveTo` before each. */
  travel(until: number, moveTo: (moment: number) => void): void
  /** Called when the tasks due at a moment on the way have run, before time moves on. */
  arrived?(): void
}

// Captured when this file is loaded, so that a test runner's fake timers do not stop the server's time:
// it goes on, as it would in a server in another process.
const wallClock: () => number = Date.now
const stopwatch: () => number = performance.now.bind(performance)

/**
 * Real time that can be frozen, set and advanced.
 *
 * `now()` is a cached reading: to be renewed by `refresh()` before each
 * batch of work. While frozen, time moves only by `set` and `advance`.
 */
export class SystemClock implements Clock {
  #now: number = wallClock()
  /** What is added to the system's time, in milliseconds. */
  #offset = 0
  /** Added to `performance.now()` it gives Unix milliseconds with fractions. */
  #microOrigin = 0
  #frozen = false
  #held = false
  #tasks = new TaskQueue()
  #alarm: Alarm = () => {}
  #armedFor: number | undefined
  #passengers: Passenger[] = []
  #periodic = new Set<PeriodicTask>()

  /** Gives the clock an alarm to be woken by. Without one, tasks run only when time is moved by hand. */
  wakeBy(alarm: Alarm): void {
    this.#alarm = alarm
    this.#armedFor = undefined
    this.#arm()
  }

  join(passenger: Passenger): void {
    this.#passengers.push(passenger)
  }

  get frozen(): boolean {
    return this.#frozen
  }

  now(): number {
    return this.#now
  }

  refresh(): void {
    if (!this.#frozen && !this.#held) this.#now = wallClock() + this.#offset
  }

  micros(): number {
    if (this.#frozen) return this.#now * 1000
    const wall = wallClock()
    const elapsed = stopwatch()
    let part = this.#microOrigin + elapsed - wall
    // The system's two clocks drift apart. The wall clock decides.
    if (part < 0 || part >= 1) {
      part = part < 0 ? 0 : 0.999
      this.#microOrigin = wall + part - elapsed
    }
    return (wall + this.#offset) * 1000 + Math.floor(part * 1000)
  }

  elapsed(): number {
    return stopwatch()
  }

  at(deadline: number, task: () => void): Cancel {
    const entry = this.#tasks.add(deadline, task)
    this.#arm()
    return () => {
      this.#tasks.remove(entry)
    }
  }

  every(period: number, task: () => void): Cancel {
    const periodic: PeriodicTask = { period, task, due: this.#now + period }
    this.#periodic.add(periodic)
    this.#arm()
    return () => {
      this.#periodic.delete(periodic)
    }
  }

  hold(): void {
    this.#held = true
  }

  release(): void {
    this.#held = false
    this.refresh()
    this.#armedFor = undefined
    this.#arm()
  }

  /** Called by the alarm: runs what is due. */
  ring(): void {
    this.#armedFor = undefined
    if (this.#held) return
    this.refresh()
    try {
      this.#runTasks(this.#now)
      this.#runPeriodic()
    } finally {
      this.#arm()
    }
  }

  /** Stops time at this moment. */
  freeze(): void {
    this.refresh()
    this.#frozen = true
    this.#armedFor = undefined
    this.#alarm(undefined)
  }

  /** Lets time run on from the moment at which it was frozen. */
  resume(): void {
    if (!this.#frozen) return
    this.#frozen = false
    this.#offset = this.#now - wallClock()
    this.#armedFor = undefined
    this.#arm()
  }

  /**
   * Moves time forward by `milliseconds`. All that falls due on the way happens,
   * in order, before it returns. Throws as `set` does.
   */
  advance(milliseconds: number): void {
    this.refresh()
    this.set(this.#now + milliseconds)
  }

  /**
   * Moves time to a moment (Unix milliseconds). Going back fires nothing. Throws a UsageError with the code ERR_BUSY while
   * the clock is held, or where something on the way holds it: time then stays at that moment.
   */
  set(moment: number): void {
    if (this.#held) throw new ClockHeldError()
    this.refresh()
    const wasFrozen = this.#frozen
    this.#frozen = true
    try {
      if (moment >= this.#now) this.#forward(moment)
      else this.#back(moment)
    } finally {
      this.#frozen = wasFrozen
      if (!wasFrozen) this.#offset = this.#now - wallClock()
      this.#armedFor = undefined
      this.#arm()
    }
  }

  /** How it was moved by hand; `undefined` while it tells real time. */
  get setting(): ClockSetting | undefined {
    this.refresh()
    if (this.#frozen) return { frozenAt: this.#now }
    return this.#offset === 0 ? undefined : { ahead: this.#offset }
  }

  /** Takes over such a setting, as if by hand; `set` says what that fires and throws. */
  imitate(setting: ClockSetting): void {
    if ('frozenAt' in setting) {
      this.freeze()
      this.set(setting.frozenAt)
    } else {
      this.resume()
      this.set(wallClock() + setting.ahead)
    }
  }

  #back(moment: number): void {
    this.#now = moment
    for (const periodic of this.#periodic) this.#dueOf(periodic)
  }

  #forward(moment: number): void {
    for (let due = this.#tasks.next; due !== undefined && due <= moment; due = this.#tasks.next) {
      this.#travel(Math.max(due, this.#now))
    }
    this.#travel(moment)
    this.#runPeriodic()
  }

  #travel(until: number): void {
    const moveTo = (moment: number): void => {
      this.#now = moment
    }
    for (const passenger of this.#passengers) passenger.travel(until, moveTo)
    this.#now = until
    this.#runTasks(until)
    for (const passenger of this.#passengers) passenger.arrived?.()
    // A request that ran on the way is paused half-way: time stays at the moment when it began.
    if (this.#held) throw new ClockHeldError()
  }

  #runTasks(until: number): void {
    for (let due = this.#tasks.next; due !== undefined && due <= until; due = this.#tasks.next) {
      this.#tasks.take()?.()
    }
  }

  #runPeriodic(): void {
    for (const periodic of this.#periodic) {
      if (this.#dueOf(periodic) > this.#now) continue
      periodic.due = this.#now + periodic.period
      periodic.task()
    }
  }

  /** When it is next due: after time was set back, no later than one period from now. */
  #dueOf(periodic: PeriodicTask): number {
    const latest = this.#now + periodic.period
    if (periodic.due > latest) periodic.due = latest
    return periodic.due
  }

  #arm(): void {
    if (this.#frozen) return
    let head = this.#tasks.next
    for (const periodic of this.#periodic) {
      const due = this.#dueOf(periodic)
      if (head === undefined || due < head) head = due
    }
    if (head === this.#armedFor) return
    this.#armedFor = head
    this.#alarm(head === undefined ? undefined : Math.max(0, head - wallClock() - this.#offset))
  }
}

/** Time cannot be moved while a long-running script is paused half-way. */
class ClockHeldError extends Error {
  override readonly name = 'UsageError'
  readonly code = 'ERR_BUSY'

  constructor() {
    super('A script is running: time cannot be moved until it has ended.')
  }
}

interface PeriodicTask {
  readonly period: number
  readonly task: () => void
  due: number
}
