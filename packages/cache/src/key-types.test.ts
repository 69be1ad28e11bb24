import { strict as assert } from 'node:assert'
import { expectTypeOf, test } from 'vitest'
import {
  CacheCluster,
  IntKeyspace,
  type KeyField,
  type KeyFor,
  type ParametersOf,
  type PatternFor,
  StringKeyspace,
  StructKeyspace,
} from './index.ts'

// The compiler is what tests here: each line under @ts-expect-error must not compile.

const cluster = new CacheCluster('typed')

interface Visit {
  userId: string
  region: number
}

test('a pattern tells its parameters', () => {
  // What anything says is any, which says nothing.
  expectTypeOf<PatternFor<ReturnType<typeof JSON.parse>>>().toBeNever()
  expectTypeOf<ParametersOf<'user/:userId/region/{:region}'>>().toEqualTypeOf<'userId' | 'region'>()
  expectTypeOf<KeyFor<'a/:x/:y'>>().toEqualTypeOf<{ readonly x: KeyField; readonly y: KeyField }>()
  expectTypeOf<KeyFor<'a/:x'>>().toEqualTypeOf<KeyField | { readonly x: KeyField }>()
})

test('keys of a named type fit their pattern, or do not compile', () => {
  const visits = new StringKeyspace<Visit>(cluster, { keyPattern: 'v/:userId/:region' })
  expectTypeOf(visits.get).parameter(0).toEqualTypeOf<Visit>()
  expectTypeOf(visits.get).returns.resolves.toEqualTypeOf<string | undefined>()
  const misuses = (): void => {
    // @ts-expect-error a field is missing
    visits.get({ userId: 'a' })
    // @ts-expect-error a field is of the wrong type
    visits.get({ userId: 'a', region: '1' })
    // @ts-expect-error a field is unknown
    visits.get({ userId: 'a', region: 1, x: 1 })
    // @ts-expect-error a key of several fields is no single value
    visits.get('a')
    // @ts-expect-error the pattern does not use `region`
    new StringKeyspace<Visit>(cluster, { keyPattern: 'w/:userId' })
    // @ts-expect-error a single key needs a parameter
    new StringKeyspace<string>(cluster, { keyPattern: 'nothing' })
    // @ts-expect-error a field cannot be an array
    new StringKeyspace<{ ids: string[] }>(cluster, { keyPattern: 'x/:ids' })
    // @ts-expect-error a field cannot be optional
    new StringKeyspace<{ id?: string }>(cluster, { keyPattern: 'x/:id' })
    // @ts-expect-error unknown says nothing
    new StringKeyspace<unknown>(cluster, { keyPattern: 'x/:id' })
  }
  assert.equal(typeof misuses, 'function')
})

test('without a named type the key is what the pattern asks for', () => {
  const free = new IntKeyspace(cluster, { keyPattern: 'free/:a/:b' })
  expectTypeOf(free.get).returns.resolves.toEqualTypeOf<number | undefined>()
  const single = new StringKeyspace(cluster, { keyPattern: 'single/:id' })
  const misuses = (): void => {
    // @ts-expect-error a field is missing
    free.get({ a: 1 })
    // @ts-expect-error a field is misspelt
    free.get({ a: 1, c: 'x' })
    // @ts-expect-error it is no single value
    free.get('a')
    single.get('a')
    single.get({ id: 'a' })
    // @ts-expect-error the field is called id
    single.get({ key: 'a' })
    // @ts-expect-error values are strings
    single.set('a', 1)
  }
  assert.equal(typeof misuses, 'function')
})

test('values are numbers, or bigints where that was declared; structs are objects', () => {
  const bigs = new IntKeyspace<string, true>(cluster, { keyPattern: 'big/:id', bigint: true })
  expectTypeOf(bigs.get).returns.resolves.toEqualTypeOf<bigint | undefined>()
  const inferred = new IntKeyspace(cluster, { keyPattern: 'inferred/:id', bigint: true })
  expectTypeOf(inferred.get).returns.resolves.toEqualTypeOf<bigint | undefined>()
  const structs = new StructKeyspace<string, { x: number }>(cluster, { keyPattern: 's/:id' })
  expectTypeOf(structs.get).returns.resolves.toEqualTypeOf<{ x: number } | undefined>()
  const misuses = (): void => {
    // @ts-expect-error bigints must be declared where the program runs, too
    new IntKeyspace<string, true>(cluster, { keyPattern: 'other/:id' })
    // @ts-expect-error a struct is an object
    new StructKeyspace<string, number>(cluster, { keyPattern: 'other/:id' })
    // @ts-expect-error a bigint is no number
    bigs.set('a', 1)
  }
  assert.equal(typeof misuses, 'function')
})
