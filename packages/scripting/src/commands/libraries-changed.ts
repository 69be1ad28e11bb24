import type { ServerPort } from '@resident/commands'

/** The libraries are no longer what was last saved: Redis counts that as a change of the data. */
export function librariesChanged({ databases }: ServerPort): void {
  databases.surroundings.stats.dirty++
}
