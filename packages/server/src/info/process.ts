import { machine, release, type } from 'node:os'
import { REDIS_VERSION } from '@resident/commands'
import type { Server } from '../server.ts'
import { wholeSeconds } from '../whole-seconds.ts'
import type { Fields } from './fields.ts'

const SECONDS_A_DAY = 86_400
/** LRU clocks count seconds in 24 bits. */
const LRU_CLOCK_MAX = 0xffffff

export function serverSection(server: Server): Fields {
  const now = server.clock.now()
  const uptime = Math.max(0, wholeSeconds(now - server.startedAt))
  const hz = server.config.number('hz')
  return [
    ['redis_version', REDIS_VERSION],
    ['redis_git_sha1', '00000000'],
    ['redis_git_dirty', 0],
    ['redis_build_id', '0000000000000000'],
    ['redis_mode', server.cluster === undefined ? 'standalone' : 'cluster'],
    ['os', `${type()} ${release()} ${machine()}`],
    ['arch_bits', process.arch.endsWith('64') ? 64 : 32],
    ['monotonic_clock', 'POSIX clock_gettime'],
    ['multiplexing_api', 'libuv'],
    ['atomicvar_api', 'none'],
    ['gcc_version', '0.0.0'],
    ['process_id', process.pid],
    ['process_supervised', 'no'],
    ['run_id', server.runId],
    ['tcp_port', server.config.number('port') || server.config.value('tls-port')],
    ['server_time_usec', server.clock.micros()],
    ['uptime_in_seconds', uptime],
    ['uptime_in_days', Math.floor(uptime / SECONDS_A_DAY)],
    ['hz', hz],
    ['configured_hz', hz],
    ['lru_clock', wholeSeconds(now) & LRU_CLOCK_MAX],
    ['executable', process.execPath],
    ['config_file', server.config.file?.path ?? ''],
    ['io_threads_active', 0],
  ]
}

/** The CPU time of the whole process, including whatever else runs in it. */
export function cpuSection(): Fields {
  const { user, system } = process.cpuUsage()
  const seconds = (micros: number): string => (micros / 1e6).toFixed(6)
  return [
    ['used_cpu_sys', seconds(system)],
    ['used_cpu_user', seconds(user)],
    ['used_cpu_sys_children', seconds(0)],
    ['used_cpu_user_children', seconds(0)],
    ['used_cpu_sys_main_thread', seconds(system)],
    ['used_cpu_user_main_thread', seconds(user)],
  ]
}
