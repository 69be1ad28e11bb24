declare module 'fengari' {
  type State = { readonly fengari: unique symbol }
  type Call = (L: State, ...rest: readonly unknown[]) => never
  const fengari: {
    readonly lua: Readonly<Record<string, Call>>
    readonly lauxlib: Readonly<Record<string, Call>>
    readonly lualib: Readonly<Record<string, Call>>
  }
  export default fengari
  export type { State }
}
