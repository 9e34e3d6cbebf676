/** No script, no font, no image. Logical sides alone, so that it reads from right to left as well. */
export const stylesheet = `:root { color-scheme: light dark; --back: #fff; --card: #f5f6f8; --text: #16191d; --dim: #4d5560; --line: #c9ced6; --link: #0b51b5; --bar: #2f6fd0; }
@media (prefers-color-scheme: dark) { :root { --back: #14171b; --card: #1d2127; --text: #eceef1; --dim: #b4bbc5; --line: #434b56; --link: #8fbcff; --bar: #6aa3f5; } }
* { box-sizing: border-box; }
html { background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-inline-size: 62rem; padding: 1rem; overflow-wrap: break-word; }
a { color: var(--link); }
a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
header nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
header nav a, .tables a, .csv a, .months a { display: inline-block; padding-block: .3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin-block: .5rem; }
h2 { font-size: 1.25rem; margin-block: 0 .5rem; }
section { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; margin-block: 1rem; padding: 1rem; }
.note { border-inline-start: .25rem solid var(--bar); padding-inline-start: .75rem; }
.dim { color: var(--dim); }
ul.months, ul.tables { padding-inline-start: 1.25rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; inline-size: 100%; font-variant-numeric: tabular-nums; }
th, td { border-block-end: 1px solid var(--line); padding: .35rem .6rem; text-align: end; vertical-align: top; }
th:first-child { text-align: start; }
thead th { font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 400; }
tfoot th, tfoot td { font-weight: 600; border-block-end: 0; }
td .hidden { color: var(--dim); font-style: italic; }
svg.bar { display: block; block-size: .45rem; inline-size: 100%; min-inline-size: 4rem; margin-block-start: .2rem; }
[dir='rtl'] svg.bar { transform: scaleX(-1); }
svg.bar rect { fill: var(--bar); }
@media (forced-colors: active) { svg.bar rect { fill: CanvasText; } }
@media print { section { break-inside: avoid; } }
`;
