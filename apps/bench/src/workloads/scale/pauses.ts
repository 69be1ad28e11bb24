import type { ServerProcess } from '../../contestants/process.ts'

/** By name, in the unit that `unitOf` says. */
export type Figures = Readonly<Record<string, number>>

interface Pauses {
  readonly slice: number
  readonly collections: number
  readonly collection: number
}

/** How long `deed` took and, of ours, how long the server paused meanwhile; all in milliseconds. */
export async function watched(
  server: ServerProcess,
  what: string,
  deed: () => Promise<unknown>,
): Promise<Figures> {
  const isOurs = server.name === 'resident'
  if (isOurs) await server.ask('watch')
  const start = performance.now()
  await deed()
  const took = { [what]: performance.now() - start }
  if (!isOurs) return took
  const { slice, collections, collection } = await server.ask<Pauses>('pauses')
  return {
    ...took,
    [`${what}, longest own slice`]: slice,
    [`${what}, collector in all`]: collections,
    [`${what}, collector’s longest pause`]: collection,
  }
}

/** What `used` grew by, for each of `count`, in bytes. */
export function growth(what: string, before: number, after: number, count: number): Figures {
  return { [`bytes ${what}`]: (after - before) / count }
}

export function unitOf(figure: string): string {
  return figure.startsWith('bytes ') ? 'bytes' : 'ms'
}
