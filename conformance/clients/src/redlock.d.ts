declare module 'redlock' {
  export interface Lock {
    readonly resource: string[]
    readonly value: string | null
    extend(ttl: number): Promise<Lock>
    unlock(): Promise<void>
  }
  export default class Redlock {
    constructor(clients: readonly unknown[], options?: { retryCount?: number; retryDelay?: number })
    lock(resource: string | string[], ttl: number): Promise<Lock>
  }
}
