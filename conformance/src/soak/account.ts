/** What the clients of a soak saw. Numbers only, so that it can be told to another process. */
export interface Account {
  clients: number
  requests: number
  /** Answers that came, each the one that its request was to get. */
  answered: number
  /** What listeners heard. */
  messages: number
  /** Requests whose connection ended before the answer: by the client's own doing, or because the server cut it. */
  lostByClient: number
  lostByServer: number
  /** Requests of clients that are connected still, long after the end: a fault of ours. */
  unanswered: number
  /** Answers that were not those to their requests. */
  wrong: number
  /** The first of these two, to look at. */
  examples: string[]
}

export function newAccount(): Account {
  return {
    clients: 0,
    requests: 0,
    answered: 0,
    messages: 0,
    lostByClient: 0,
    lostByServer: 0,
    unanswered: 0,
    wrong: 0,
    examples: [],
  }
}
