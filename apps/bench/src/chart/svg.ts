/** Pictures over the whole page are drawn so wide, in pixels. */
export const WIDTH = 760
/** Of a letter, on average; a little more than most fonts need. */
const LETTER = 7

/** The colours are those of the reader's light or dark theme, on a ground of their own: a page need not follow it. */
const STYLE = `
.chart { --ink:#1f2933; --soft:#5b6673; --line:#e1e6eb; --met:#12876f; --missed:#c2541b; --plain:#3b6fb5; --paper:#fff;
  --c0:#7b8693; --c1:#12876f; --c2:#b6802a; --c3:#3b6fb5; font:13px system-ui,sans-serif }
@media (prefers-color-scheme: dark) {
  .chart { --ink:#e4e9ee; --soft:#a3afbb; --line:#2c343d; --met:#3cc3a4; --missed:#f08a4b; --plain:#78a9ec; --paper:#14191f;
    --c0:#98a4b0; --c1:#3cc3a4; --c2:#e0af55; --c3:#78a9ec } }
@media print { .chart { --ink:#000; --soft:#444; --line:#ccc; --paper:#fff } }
.chart text { fill:var(--ink) } .chart .soft { fill:var(--soft); font-size:12px } .chart .title { font-weight:600; font-size:14px }
.chart .value { font-variant-numeric:tabular-nums } .chart .end { text-anchor:end } .chart .mid { text-anchor:middle }
.chart .paper { fill:var(--paper) } .chart .grid { stroke:var(--line) } .chart .one { stroke:var(--soft); stroke-width:1.5 }
.chart .whisker { stroke:var(--ink); stroke-opacity:.7; stroke-width:1.5; fill:none }
.chart .target { stroke:var(--ink); stroke-width:2.5 }
.chart .met { fill:var(--met) } .chart .missed { fill:var(--missed) } .chart .unsure { fill:var(--plain); fill-opacity:.4 }
.chart .no-target { fill:var(--plain) }
${[0, 1, 2, 3].map((n) => `.chart .f${n} { fill:var(--c${n}) } .chart .s${n} { stroke:var(--c${n}); fill:none; stroke-width:2 }`).join('\n')}
`

/** A picture, with what stands above it. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly title: string
  /** What is measured, its unit, and which way is better. */
  readonly subtitle: string
  readonly content: readonly string[]
}

/** Title and subtitle end so far down. */
export const HEAD = 48

/** A whole picture; its titles are also what it says to whoever cannot see it. */
export function svg({ width, height, title, subtitle, content }: Picture): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label="${escaped(`${title}: ${subtitle}`)}" ` +
    `viewBox="0 0 ${width} ${Math.ceil(height)}" width="${width}" height="${Math.ceil(height)}"><style>${STYLE}</style>\n` +
    `<rect width="${width}" height="${Math.ceil(height)}" rx="8" class="paper"/>\n` +
    `${[text(12, 20, 'title', title), text(12, 38, 'soft', subtitle), ...content].join('\n')}</svg>\n`
  )
}

/** So that the longest of them fits. */
export function widthOf(texts: readonly string[]): number {
  return Math.max(...texts.map((each) => each.length)) * LETTER
}

export function text(x: number, y: number, classes: string, content: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" class="${classes}">${escaped(content)}</text>`
}

export function line(x1: number, y1: number, x2: number, y2: number, classes: string): string {
  return `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" class="${classes}"/>`
}

/** Between two places, whichever is the left one. */
export function bar(from: number, to: number, y: number, height: number, classes: string): string {
  const width = Math.max(Math.abs(to - from), 2)
  return `<rect x="${Math.min(from, to).toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height}" rx="2" class="${classes}"/>`
}

export function dot(x: number, y: number, classes: string): string {
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4" class="${classes}"/>`
}

/** From `low` to `high`, with ends. */
export function whisker(low: number, high: number, y: number): string {
  return `<path d="M${low.toFixed(1)} ${y - 4}v8m0-4H${high.toFixed(1)}m0-4v8" class="whisker"/>`
}

export function escaped(content: string): string {
  return content.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
