import { heap } from '../../heap.ts'

/** Values of few elements are made many times over, so that a byte more or less shows. */
const LEAST_ELEMENTS = 200_000

/** Heap bytes an element of a value of so many elements, which `make` makes. Needs `--expose-gc`. */
export function bytesPerElement(make: () => object, size: number): number {
  const values = new Array<object>(Math.ceil(LEAST_ELEMENTS / size))
  make()
  const before = heap()
  for (let i = 0; i < values.length; i++) values[i] = make()
  return (heap() - before) / (values.length * size)
}
