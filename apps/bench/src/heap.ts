/** Bytes that this process holds of V8's heap and outside of it, after a full collection. Needs `--expose-gc`. */
export function heap(): number {
  const { gc } = globalThis
  if (gc === undefined) throw new Error('The bench needs node --expose-gc.')
  // V8 frees the memory of typed arrays behind the collection's back, and is through with it when the next begins.
  for (let i = 0; i < 3; i++) gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
