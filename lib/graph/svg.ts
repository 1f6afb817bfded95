import { dotOf } from './dot';
import type { Picture } from './picture';

/** A picture as SVG, laid out by Graphviz (compiled to WebAssembly: nothing needs to be installed). */
export async function svgOf(picture: Picture): Promise<string> {
  // An ECMAScript module: CommonJS can only load it so.
  const { Graphviz } = await import('@hpcc-js/wasm-graphviz');
  const graphviz = await Graphviz.load();
  return graphviz.dot(dotOf(picture), 'svg');
}
