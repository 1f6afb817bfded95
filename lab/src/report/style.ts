/** Style of the report: light, prints well, fits a narrow window. */
export const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.2rem 2rem 4rem; max-width: 74rem; font: 15px/1.5 "DejaVu Sans", "Segoe UI", Helvetica, Arial, sans-serif; color: #222; background: #fff; }
header { border-bottom: 3px solid #0072B2; padding-bottom: .8rem; margin-bottom: 1.4rem; }
h1 { font-size: 1.75rem; margin: 0 0 .2rem; }
h2 { font-size: 1.3rem; margin: 2.4rem 0 .6rem; padding-top: .9rem; border-top: 1px solid #ccc; }
header + h2 { border-top: none; margin-top: 0; padding-top: 0; }
h3 { font-size: 1.05rem; margin: 1.8rem 0 .4rem; }
p { margin: .4rem 0 .8rem; max-width: 60rem; }
.level { display: inline-block; background: #0072B2; color: #fff; border-radius: 3px; padding: .1rem .55rem; font-size: .82rem; }
.quiet { color: #555; font-size: .88rem; }
.table { overflow-x: auto; margin: .6rem 0 1rem; }
table { border-collapse: collapse; font-size: .82rem; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .32rem .6rem .32rem 0; border-bottom: 1px solid #e2e2e2; }
th { border-bottom: 2px solid #999; font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.number { white-space: normal; }
figure { margin: .8rem 0 1.4rem; break-inside: avoid; }
figure svg { width: 100%; height: auto; border: 1px solid #eee; }
ul { margin: .3rem 0 .9rem; padding-left: 1.2rem; }
li { margin: .15rem 0; }
code { font: .85em/1.4 "DejaVu Sans Mono", Menlo, monospace; background: #f4f4f4; padding: .08rem .3rem; }
pre { font: .82rem/1.45 "DejaVu Sans Mono", Menlo, monospace; background: #f4f4f4; padding: .6rem .8rem; overflow-x: auto; white-space: pre-wrap; }
.warning { border-left: 4px solid #D55E00; padding: .3rem .8rem; background: #fdf4ec; margin: .5rem 0 1rem; }
@media print { body { max-width: none; padding: 0; font-size: 11px; } h2 { break-before: auto; } a { color: inherit; } }
`;
