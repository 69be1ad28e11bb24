/** Keeps the program running when the reader of its output has gone, as `head` does. */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
