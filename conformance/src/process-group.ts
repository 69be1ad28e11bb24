import type { ChildProcess } from 'node:child_process'

/** Ends a detached child and every process that it has started, as far as they still run. */
export function endGroup(child: ChildProcess): void {
  try {
    process.kill(-child.pid!, 'SIGKILL')
  } catch {
    // All of them have ended by themselves.
  }
}
