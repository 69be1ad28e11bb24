import { execFileSync } from 'node:child_process'
import { cpus, loadavg, totalmem } from 'node:os'

/** Where and with what a suite was measured. */
export interface Machine {
  readonly measured: string
  readonly processor: string
  readonly cores: number
  readonly memory: string
  readonly node: string
  readonly redis: string
  readonly commit: string
  /** How many processes wanted to run, over the last minute. More than there are cores: the machine was busy. */
  readonly load: number
}

export function thisMachine(): Machine {
  const processors = cpus()
  return {
    measured: new Date().toISOString().slice(0, 10),
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    redis: said('redis-server', '--version').match(/v=(\S+)/)?.[1] ?? 'none',
    commit: said('git', 'rev-parse', '--short', 'HEAD').trim() || 'unknown',
    load: Number(loadavg()[0]!.toFixed(1)),
  }
}

export function describe(machine: Machine): string {
  return (
    `${machine.processor}, ${machine.cores} cores, ${machine.memory}; Node ${machine.node}, redis-server ${machine.redis}; ` +
    `${machine.measured}, commit ${machine.commit}, load ${machine.load}`
  )
}

function said(program: string, ...args: string[]): string {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return ''
  }
}
