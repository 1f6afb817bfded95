import { text } from 'node:stream/consumers';
import type { Picture } from './pictures/theme';

/** What this program needs of Vega. */
interface Vega {
  parse(picture: Picture): unknown;
  View: new (runtime: unknown, options: { renderer: string }) => { toSVG(): Promise<string>; finalize(): void };
}

/**
 * Draws pictures: reads an object of Vega specifications on standard input, writes one of SVG with the same names. A program of its own,
 * since Vega is loaded as a module of another kind than ours, and takes a while.
 */
async function main(): Promise<void> {
  const vega = (await import('vega')) as unknown as Vega;
  const pictures = JSON.parse(await text(process.stdin)) as Record<string, Picture>;
  const drawn: Record<string, string> = {};
  for (const [name, picture] of Object.entries(pictures)) {
    const view = new vega.View(vega.parse(picture), { renderer: 'none' });
    drawn[name] = await view.toSVG();
    view.finalize();
  }
  process.stdout.write(JSON.stringify(drawn));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
