import type { ServerPort } from '@resident/commands'

/** Notes that the libraries have changed since the last save: Redis counts that as a change of the data. */
export function librariesChanged({ databases }: ServerPort): void {
  databases.surroundings.stats.dirty++
}
