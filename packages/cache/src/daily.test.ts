import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import { test } from 'vitest'
import { nextTimeOfDay, type TimeOfDay } from './daily.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Changes at midnight, of half an hour, across the date line, twice a year for Ramadan, none at all… */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Europe/Dublin',
  'Europe/Lisbon',
  'Atlantic/Azores',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'America/Asuncion',
  'America/Sao_Paulo',
  'America/Nuuk',
  'America/Scoresbysund',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Tehran',
  'Asia/Kathmandu',
  'Asia/Pyongyang',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Antarctica/Troll',
]

const formats = new Map<string, Intl.DateTimeFormat>()

/** What the clocks of a zone show, as if it were UTC. Read from a text, as a person would. */
function shown(moment: number, timeZone: string): number {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    formats.set(timeZone, format)
  }
  const wholeSecond = Math.floor(moment / 1000) * 1000
  return Date.parse(`${format.format(wholeSecond).replace(' ', 'T')}Z`) + moment - wholeSecond
}

/** By looking at the clocks every quarter of an hour, since that is when they are changed. */
function byLooking(time: TimeOfDay, now: number): number {
  const { hours, minutes, seconds, timeZone } = time
  const ofDay = ((hours * 60 + minutes) * 60 + seconds) * 1000
  const step = 15 * MINUTE
  const start = Math.floor(now / step) * step - 2 * DAY
  const firstDay = Math.floor(shown(start, timeZone) / DAY) * DAY + DAY
  const moments: number[] = []
  let day = firstDay
  for (let moment = start; day < firstDay + 6 * DAY; moment += step) {
    const first = shown(moment, timeZone)
    while (first + step > day + ofDay) {
      moments.push(moment + Math.max(0, day + ofDay - first))
      day += DAY
    }
  }
  return moments.find((moment) => moment > now) as number
}

/** A moment within a day of the next change of the zone's clocks after `from`, or `from` if there is none in two years. */
function nearChange(from: number, by: number, timeZone: string): number {
  const offset = shown(from, timeZone) - from
  for (let moment = from; moment < from + 730 * DAY; moment += DAY) {
    if (shown(moment, timeZone) - moment !== offset) return moment - DAY + by
  }
  return from
}

const moments = fc.integer({ min: Date.parse('1975-01-01'), max: Date.parse('2037-01-01') })

test('expireDailyAt is the moment that one finds by looking at the clocks of the zone', () => {
  const times = fc.record({
    hours: fc.integer({ min: 0, max: 23 }),
    minutes: fc.constantFrom(0, 1, 15, 29, 30, 31, 45, 59),
    seconds: fc.constantFrom(0, 1, 59),
    timeZone: fc.constantFrom(...ZONES),
  })
  const shifts = fc.option(fc.integer({ min: -DAY, max: 3 * DAY }), { nil: undefined })
  const round = fc.constantFrom(1, MINUTE, HOUR)
  fc.assert(
    fc.property(times, moments, shifts, round, (time, from, shift, unit) => {
      const near = shift === undefined ? from : nearChange(from, shift, time.timeZone)
      const now = Math.floor(near / unit) * unit
      assert.equal(
        new Date(nextTimeOfDay(time, now)).toISOString(),
        new Date(byLooking(time, now)).toISOString(),
        `after ${new Date(now).toISOString()}`,
      )
    }),
    { numRuns: 300 },
  )
})
