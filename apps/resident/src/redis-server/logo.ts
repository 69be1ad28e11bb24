/** What redis-server shows below its own logo, and what programs that start it look for: `PID: ` tells them that it runs. */
export interface Running {
  readonly version: string
  readonly mode: 'standalone' | 'cluster'
  readonly port: string
  readonly pid: number
}

/** Lines to print as they are, for terminals and for `always-show-logo yes`. */
export function logo({ version, mode, port, pid }: Running): string {
  return `
   .-------.
   |  R E  |    Redis ${version} (00000000/0) 64 bit
   |  S I  |    Running in ${mode} mode
   |  D E  |    Port: ${port}
   |  N T  |    PID: ${pid}
   '-------'
`
}
