import type { Bytes } from '@resident/bytes'
import type { Client } from '../client.ts'
import { err } from '../errors.ts'

const VISIBLE = /^[!-~]*$/

/** Sets the client's name, which must have no blanks, since CLIENT LIST shows it between blanks. An empty one removes it. */
export function giveName(client: Client, name: Bytes): void {
  if (!VISIBLE.test(name)) {
    throw err('Client names cannot contain spaces, newlines or special characters.')
  }
  client.name = name
}
