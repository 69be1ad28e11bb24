/** Why a server did not start, in the lines of redis-server's log. */
export function explainFailure(error: unknown): readonly string[] {
  const { code, message, address, port, path } = error as NodeJS.ErrnoException & {
    readonly address?: string
    readonly port?: number
    readonly path?: string
  }
  const reason = REASONS[code ?? ''] ?? message
  if (code === 'ERR_LOAD') return [`Fatal error loading the DB: ${message}. Exiting.`]
  if (code === 'ERR_TLS_CONFIG') {
    return [message, 'Failed to configure TLS. Check logs for more info.']
  }
  if (port !== undefined && port > 0) {
    const shown = { '0.0.0.0': '*', '::': '::*' }[address ?? ''] ?? address
    return [
      `Warning: Could not create server TCP listening socket ${shown}:${port}: bind: ${reason}`,
      `Failed listening on port ${port} (TCP), aborting.`,
    ]
  }
  if (path !== undefined || (error as NodeJS.ErrnoException).syscall === 'listen') {
    return [`Failed opening Unix socket: bind: ${reason}`]
  }
  return [message]
}

/** C's words for what Node names by code. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  EADDRINUSE: 'Address already in use',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  ENOENT: 'No such file or directory',
}
