import { ascii } from '@resident/bytes'
import { defaultLimits } from '@resident/storage'
import { mapEngine } from '../engine-map/src/index.ts'
import { btreeEngine } from './src/index.ts'

const L = defaultLimits()
const which = process.argv[2] ?? 'btree'
const engine = which === 'btree' ? btreeEngine : mapEngine
let seed = 12345
const rnd = (): number => {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
  return seed / 4294967296
}
for (const N of [1000, 100000, 1000000]) {
  const rounds = N === 1000 ? 50 : N === 100000 ? 3 : 1
  const ops = which !== 'btree' && N > 1000 ? 2000 : Math.min(N, 200000)
  const best: Record<string, number> = {}
  const time = (name: string, n: number, f: () => void) => {
    const t = performance.now()
    f()
    const v = ((performance.now() - t) * 1e6) / n
    best[name] = Math.min(best[name] ?? Infinity, v)
  }
  for (let r = 0; r < rounds; r++) {
    const m = Array.from({ length: N }, (_, i) =>
      ascii(Buffer.from('member:' + i).toString('latin1')),
    )
    const fresh = Array.from({ length: ops }, (_, i) =>
      ascii(Buffer.from('new:' + i).toString('latin1')),
    )
    globalThis.gc?.()
    const h0 = process.memoryUsage().heapUsed
    const z = engine.zset(L)
    time('add new (fill)', N, () => {
      for (let i = 0; i < N; i++) z.add(m[i]!, Math.floor(rnd() * 1e6) + (i & 1 ? 0.5 : 0))
    })
    time('first rank', 1, () => {
      z.rank(m[0]!)
    })
    globalThis.gc?.()
    best['heap bytes/member beyond member string'] = Math.round(
      (process.memoryUsage().heapUsed - h0) / N,
    )
    const pick = Array.from({ length: ops }, () => m[Math.floor(rnd() * N)]!)
    const idx = Array.from({ length: ops }, () => Math.floor(rnd() * (N - 20)))
    let c = 0
    time('score', ops, () => {
      for (const p of pick) c += z.score(p)!
    })
    time('rank', ops, () => {
      for (const p of pick) c += z.rank(p)!
    })
    time('each 10 by rank', ops, () => {
      for (const i of idx)
        z.each(i, i + 9, () => {
          c++
        })
    })
    time('countBelow', ops, () => {
      for (const i of idx) c += z.countBelow(i, true)
    })
    time('add (move)', ops, () => {
      for (const p of pick) z.add(p, Math.floor(rnd() * 1e6))
    })
    time('add (move) + rank', ops, () => {
      for (const p of pick) {
        z.add(p, Math.floor(rnd() * 1e6))
        c += z.rank(p)!
      }
    })
    time('add new', ops, () => {
      for (const p of fresh) z.add(p, Math.floor(rnd() * 1e6))
    })
    time('delete', ops, () => {
      for (const p of fresh) z.delete(p)
    })
    time('clone', 1, () => {
      z.clone()
    })
  }
  console.log(
    which,
    N,
    Object.fromEntries(Object.entries(best).map(([k, v]) => [k, Math.round(v)])),
  )
}
