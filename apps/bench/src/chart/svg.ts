/** Everything is drawn so wide, in pixels. */
export const WIDTH = 760

/** The colours are those of the reader's light or dark theme, in a page as in a picture of its own. */
const STYLE = `
.chart { --ink:#1f2933; --soft:#6b7785; --line:#dfe4ea; --met:#12876f; --missed:#c2541b; --plain:#3b6fb5; --paper:#fff;
  --c0:#8a94a0; --c1:#12876f; --c2:#b6802a; --c3:#3b6fb5; font:13px system-ui,sans-serif }
@media (prefers-color-scheme: dark) {
  .chart { --ink:#e4e9ee; --soft:#9aa6b2; --line:#353e48; --met:#3cc3a4; --missed:#f08a4b; --plain:#78a9ec; --paper:#14191f;
    --c0:#8e9aa6; --c1:#3cc3a4; --c2:#e0af55; --c3:#78a9ec } }
.chart text { fill:var(--ink) } .chart .soft { fill:var(--soft); font-size:12px }
.chart .value { font-variant-numeric:tabular-nums } .chart .end { text-anchor:end } .chart .mid { text-anchor:middle }
.chart .grid { stroke:var(--line) } .chart .one { stroke:var(--soft); stroke-dasharray:3 3 }
.chart .whisker { stroke:var(--ink); stroke-opacity:.65; stroke-width:1.5; fill:none }
.chart .target { stroke:var(--ink); stroke-width:2.5 }
.chart .met { fill:var(--met) } .chart .missed { fill:var(--missed) } .chart .unsure { fill:var(--plain); fill-opacity:.45 }
.chart .no-target { fill:var(--plain) }
${[0, 1, 2, 3].map((n) => `.chart .f${n} { fill:var(--c${n}) } .chart .s${n} { stroke:var(--c${n}); fill:none; stroke-width:2 }`).join('\n')}
`

/** A whole picture; `described` is what it says to whoever cannot see it. */
export function svg(height: number, described: string, content: readonly string[]): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" aria-label="${escaped(described)}" ` +
    `viewBox="0 0 ${WIDTH} ${Math.ceil(height)}" width="${WIDTH}">` +
    `<style>${STYLE}</style>${content.join('\n')}</svg>\n`
  )
}

export function text(x: number, y: number, classes: string, content: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" class="${classes}">${escaped(content)}</text>`
}

export function line(x1: number, y1: number, x2: number, y2: number, classes: string): string {
  return `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" class="${classes}"/>`
}

export function bar(x: number, y: number, width: number, height: number, classes: string): string {
  return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${Math.max(width, 1).toFixed(1)}" height="${height}" rx="2" class="${classes}"/>`
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
