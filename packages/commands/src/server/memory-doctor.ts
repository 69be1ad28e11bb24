import { ascii } from '@resident/bytes'
import type { Handler } from '../command.ts'
import type { MemoryReport } from '../memory-report.ts'

/**
 * MEMORY DOCTOR. Redis's checks of jemalloc's fragmentation are left out: the figures here would be V8's,
 * to which the advice does not apply.
 */
export const memoryDoctor: Handler = ({ server }, _argv, reply) => {
  reply.verbatim('txt', ascii(diagnosis(server.memoryReport(), server.clients.size)))
}

/** With less than this in use, there is no diagnosis. */
const ALMOST_EMPTY = 5 * 1024 * 1024
const HIGH_PEAK = 1.5
/** Bytes per client, on average. */
const BIG_CLIENT = 200 * 1024

function diagnosis(report: MemoryReport, clients: number): string {
  if (report.used < ALMOST_EMPTY) return EMPTY
  const issues: string[] = []
  if (report.peak / report.used > HIGH_PEAK) issues.push(PEAK)
  if (clients > 0 && report.clients / clients > BIG_CLIENT) issues.push(CLIENT_BUFFERS)
  return issues.length === 0 ? HEALTHY : `${ISSUES}${issues.join('')}${FAREWELL}`
}

const HEALTHY =
  "Hi Sam, I can't find any memory issue in your instance. I can only account for what occurs on this base.\n"
const EMPTY =
  "Hi Sam, this instance is empty or is using very little memory, my issues detector can't be used in these conditions. Please, leave for your mission on Earth and fill it with some data. The new Sam and I will be back to our programming as soon as I finished rebooting.\n"
const ISSUES = 'Sam, I detected a few issues in this Redis instance memory implants:\n\n'
const PEAK =
  ' * Peak memory: In the past this instance used more than 150% the memory that is currently using. The allocator is normally not able to release memory after a peak, so you can expect to see a big fragmentation ratio, however this is actually harmless and is only due to the memory peak, and if the Redis instance Resident Set Size (RSS) is currently bigger than expected, the memory will be used as soon as you fill the Redis instance with more data. If the memory peak was only occasional and you want to try to reclaim memory, please try the MEMORY PURGE command, otherwise the only other option is to shutdown and restart the instance.\n\n'
const CLIENT_BUFFERS =
  ' * Big client buffers: The clients output buffers in this instance are greater than 200K per client (on average). This may result from different causes, like Pub/Sub clients subscribed to channels bot not receiving data fast enough, so that data piles on the Redis instance output buffer, or clients sending commands with large replies or very large sequences of commands in the same pipeline. Please use the CLIENT LIST command in order to investigate the issue if it causes problems in your instance, or to understand better why certain clients are using a big amount of memory.\n\n'
const FAREWELL = "I'm here to keep you safe, Sam. I want to help you.\n"
