import type { Bytes } from '@resident/bytes'
import type { Client } from '../client.ts'
import { err } from '../errors.ts'

const VISIBLE = /^[!-~]*$/

/** Gives the client a name, which CLIENT LIST must be able to show between blanks. An empty one takes it away. */
export function giveName(client: Client, name: Bytes): void {
  if (!VISIBLE.test(name)) {
    throw err('Client names cannot contain spaces, newlines or special characters.')
  }
  client.name = name
}
