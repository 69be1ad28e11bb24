/** A time of day, as clocks in a time zone show it. */
export interface TimeOfDay {
  readonly hours: number
  readonly minutes: number
  readonly seconds: number
  readonly timeZone: string
}

const DAY = 86_400_000

const calendars = new Map<string, Intl.DateTimeFormat>()

/** The first moment after `now` when clocks in the zone show the time, or skip it. All moments are Unix milliseconds. */
export function nextTimeOfDay(time: TimeOfDay, now: number): number {
  // The current day in the zone, as the start of that day in UTC.
  const today = Math.floor((now + offsetAt(now, time.timeZone)) / DAY) * DAY
  for (let day = today; ; day += DAY) {
    const moment = momentOf(day, time)
    if (moment > now) return moment
  }
}

/** When clocks show the time on a day: the first such moment or, if they skip it, the moment of the change. */
function momentOf(day: number, time: TimeOfDay): number {
  const shown = day + ((time.hours * 60 + time.minutes) * 60 + time.seconds) * 1000
  // Clocks change by hours, not by days: only the offsets of a day before and a day after can apply.
  const before = offsetAt(shown - DAY, time.timeZone)
  const after = offsetAt(shown + DAY, time.timeZone)
  for (const offset of before >= after ? [before, after] : [after, before]) {
    if (offsetAt(shown - offset, time.timeZone) === offset) return shown - offset
  }
  return changeBetween(shown - after, shown - before, time.timeZone)
}

/** The moment when the zone's offset changes, found by bisection; `from` is before it, `to` after. */
function changeBetween(from: number, to: number, timeZone: string): number {
  const offset = offsetAt(from, timeZone)
  let [low, high] = [from, to]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offsetAt(middle, timeZone) === offset) low = middle
    else high = middle
  }
  return high
}

/** What to add to Unix time to get what clocks in the zone show, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0
  const whole = Math.floor(moment / 1000) * 1000
  const parts: Record<string, number> = {}
  for (const { type, value } of calendarOf(timeZone).formatToParts(whole))
    parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole
}

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  let calendar = calendars.get(timeZone)
  if (calendar === undefined) {
    calendar = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    calendars.set(timeZone, calendar)
  }
  return calendar
}
