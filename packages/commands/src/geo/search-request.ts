import type { Bytes } from '@resident/bytes'
import type { SortedSetValue } from '@resident/storage'
import * as arg from '../args/index.ts'
import type { Argv } from '../command.ts'
import { COUNT_ZERO, err, SYNTAX } from '../errors.ts'
import { box, point, radius, unit } from './arguments.ts'
import { type Point, pointOf } from './cell.ts'
import type { Shape } from './shape.ts'

/** What the name of a command settles about a search; its options say the rest. */
export interface SearchForm {
  /** What follows the key: GEORADIUS's point, GEORADIUSBYMEMBER's member, or only options. */
  readonly from: 'point' | 'member' | 'options'
  /** By option: STORE and STOREDIST. Always: GEOSEARCHSTORE, which has STOREDIST alone. */
  readonly stores: 'never' | 'by option' | 'always'
}

/** The index of the key to be searched: after GEOSEARCHSTORE's destination, in all others first. */
export function keyPlace({ stores }: SearchForm): number {
  return stores === 'always' ? 2 : 1
}

/** What a search was asked for. */
export interface SearchRequest {
  readonly shape: Shape
  /** Where to store what is found; `undefined` to reply with it. */
  destination: Bytes | undefined
  /** The scores stored are distances, not positions. */
  storeDistances: boolean
  order: 'ASC' | 'DESC' | undefined
  /** 0 for all. */
  count: number
  /** Stop at the first `count` found, wherever they are. */
  any: boolean
  withDistance: boolean
  withHash: boolean
  withPoint: boolean
  hasCenter: 'member' | 'point' | undefined
  hasShape: 'circle' | 'box' | undefined
}

/** Reads the request. The set, which may be missing, is needed for the position of a member. */
export function searchRequest(
  argv: Argv,
  form: SearchForm,
  zset: SortedSetValue | undefined,
): SearchRequest {
  const request = emptyRequest()
  if (form.stores === 'always') request.destination = arg.key(argv, 1)
  let i = takePositions(argv, form, zset, request)
  while (i < argv.length) i += takeOption(argv, i, form, zset, request)
  checkTogether(argv, form, request)
  return request
}

function emptyRequest(): SearchRequest {
  return {
    shape: { center: { longitude: 0, latitude: 0 }, unit: 1, radius: 0, box: undefined },
    destination: undefined,
    storeDistances: false,
    order: undefined,
    count: 0,
    any: false,
    withDistance: false,
    withHash: false,
    withPoint: false,
    hasCenter: undefined,
    hasShape: undefined,
  }
}

/** Reads the arguments at fixed places; returns where the options begin. */
function takePositions(
  argv: Argv,
  form: SearchForm,
  zset: SortedSetValue | undefined,
  { shape }: SearchRequest,
): number {
  const { from } = form
  const keyAt = keyPlace(form)
  if (from === 'options') return keyAt + 1
  const end = from === 'point' ? keyAt + 5 : keyAt + 4
  // If the set is missing, Redis reads nothing more, not even the radius.
  if (from === 'member' && zset === undefined) return end
  shape.center = from === 'point' ? point(argv, keyAt + 1) : pointOfMember(zset, argv, keyAt + 1)
  takeCircle(argv, end - 2, shape)
  return end
}

/** Returns how many arguments the option took. */
function takeOption(
  argv: Argv,
  i: number,
  form: SearchForm,
  zset: SortedSetValue | undefined,
  request: SearchRequest,
): number {
  const word = arg.word(argv, i)
  if (takeFlag(word, request)) return 1
  const following = argv.length - i - 1
  if (word === 'COUNT' && following >= 1) {
    request.count = arg.integer(argv, i + 1)
    if (request.count <= 0) throw COUNT_ZERO
    return 2
  }
  if (form.from === 'options') return takeSearchOption(argv, i, form, zset, request)
  if (form.stores === 'never' || following < 1) throw SYNTAX
  if (word !== 'STORE' && word !== 'STOREDIST') throw SYNTAX
  request.destination = arg.key(argv, i + 1)
  request.storeDistances = word === 'STOREDIST'
  return 2
}

/** Returns whether the word was an option without arguments. */
function takeFlag(word: string, request: SearchRequest): boolean {
  if (word === 'WITHDIST') request.withDistance = true
  else if (word === 'WITHHASH') request.withHash = true
  else if (word === 'WITHCOORD') request.withPoint = true
  else if (word === 'ANY') request.any = true
  else if (word === 'ASC' || word === 'DESC') request.order = word
  else return false
  return true
}

/** The options of GEOSEARCH alone; returns how many arguments this one took. */
function takeSearchOption(
  argv: Argv,
  i: number,
  form: SearchForm,
  zset: SortedSetValue | undefined,
  request: SearchRequest,
): number {
  const word = arg.word(argv, i)
  const following = argv.length - i - 1
  const { shape, hasCenter, hasShape } = request
  if (word === 'FROMMEMBER' && following >= 1 && hasCenter !== 'point') {
    if (zset !== undefined) shape.center = pointOfMember(zset, argv, i + 1)
    request.hasCenter = 'member'
    return 2
  }
  if (word === 'FROMLONLAT' && following >= 2 && hasCenter !== 'member') {
    shape.center = point(argv, i + 1)
    request.hasCenter = 'point'
    return 3
  }
  if (word === 'BYRADIUS' && following >= 2 && hasShape !== 'box') {
    takeCircle(argv, i + 1, shape)
    request.hasShape = 'circle'
    return 3
  }
  if (word === 'BYBOX' && following >= 3 && hasShape !== 'circle') {
    shape.box = box(argv, i + 1)
    shape.unit = unit(argv, i + 3)
    request.hasShape = 'box'
    return 4
  }
  if (word !== 'STOREDIST' || form.stores !== 'always') throw SYNTAX
  request.storeDistances = true
  return 1
}

function takeCircle(argv: Argv, at: number, shape: Shape): void {
  shape.radius = radius(argv, at)
  shape.unit = unit(argv, at + 1)
}

function pointOfMember(zset: SortedSetValue | undefined, argv: Argv, index: number): Point {
  const score = zset?.score(arg.bytes(argv, index))
  if (score === undefined) throw err('could not decode requested zset member')
  return pointOf(score)
}

function checkTogether(argv: Argv, form: SearchForm, request: SearchRequest): void {
  const { destination, withDistance, withHash, withPoint, hasCenter, hasShape } = request
  if (destination !== undefined && (withDistance || withHash || withPoint)) {
    throw err(
      `${form.stores === 'always' ? 'GEOSEARCHSTORE' : 'STORE option in GEORADIUS'} is not compatible with WITHDIST, WITHHASH and WITHCOORD options`,
    )
  }
  if (form.from === 'options') {
    if (hasCenter === undefined) {
      throw err(
        `exactly one of FROMMEMBER or FROMLONLAT can be specified for ${arg.bytes(argv, 0)}`,
      )
    }
    if (hasShape === undefined) {
      throw err(`exactly one of BYRADIUS and BYBOX can be specified for ${arg.bytes(argv, 0)}`)
    }
  }
  if (request.any && request.count === 0) throw err('the ANY argument requires COUNT argument')
}
