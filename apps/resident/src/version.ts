import { createRequire } from 'node:module'

/** This package's. */
export function version(): string {
  const manifest = createRequire(import.meta.url)('@resident/cli/package.json')
  return (manifest as { version: string }).version
}
