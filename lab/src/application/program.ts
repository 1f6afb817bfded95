import { z } from 'zod';
import { Responder } from './responder';

const endpoint = z.strictObject({ address: z.string(), port: z.int().min(1).max(65535) });
const schema = z.strictObject({
  site: z.string(),
  host: z.string(),
  pod: z.string().exactOptional(),
  udp: z.array(endpoint),
  http: z.array(endpoint),
});

/**
 * The responder as a program: its options as JSON in its only argument. Says `ready` once it listens. SIGUSR1 lets HTTP answer 503,
 * and again 200.
 */
async function main(): Promise<void> {
  const responder = new Responder(schema.parse(JSON.parse(process.argv[2] ?? '')));
  process.on('SIGUSR1', () => (responder.failing = !responder.failing));
  await responder.start();
  process.stdout.write('ready\n');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
