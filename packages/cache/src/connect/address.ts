/** Where a server listens. */
export type Address = { readonly host: string; readonly port: number } | { readonly path: string }

/** `name`, `name:port`, `::1`, `[::1]:port`, `/path.sock` or `unix:///path.sock`; `undefined` for anything else. */
export function parseAddress(text: string, defaultPort: number): Address | undefined {
  const path = /^(?:unix:\/\/)?(\/.+)$/.exec(text)?.[1]
  if (path !== undefined) return { path }
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(text)
  const plain = /^([^:/\s]+)(?::(\d+))?$/.exec(text)
  const [, host, port] = bracketed ?? plain ?? (isBareIpv6(text) ? ['', text] : [])
  if (host === undefined) return undefined
  const number = port === undefined ? defaultPort : Number(port)
  return number > 0 && number < 65536 ? { host, port: number } : undefined
}

function isBareIpv6(text: string): boolean {
  return /^[0-9a-fA-F:.]+$/.test(text) && text.split(':').length > 2
}
