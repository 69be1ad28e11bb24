import type { Aggregate } from './operands.ts'

/** A member's score in one of several sources. */
export function weighted(score: number, weight: number): number {
  const value = score * weight
  // Infinity times 0.
  return Number.isNaN(value) ? 0 : value
}

/** Two scores of one member made one. */
export function aggregated(aggregate: Aggregate, so: number, far: number): number {
  if (aggregate === 'MIN') return far < so ? far : so
  if (aggregate === 'MAX') return far > so ? far : so
  const sum = so + far
  // Infinity less infinity.
  return Number.isNaN(sum) ? 0 : sum
}
