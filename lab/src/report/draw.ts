import { must } from '../network/run';
import { nodeProgram } from '../probes';
import type { Picture } from './pictures/theme';

/** Draws pictures by name as SVG. @throws Error with what Vega said */
export async function draw(pictures: Readonly<Record<string, Picture>>): Promise<Record<string, string>> {
  const [program, ...args] = nodeProgram(__dirname, 'draw-program');
  const out = await must(program, args, { input: JSON.stringify(pictures), timeoutMs: 120_000 });
  return JSON.parse(out) as Record<string, string>;
}
