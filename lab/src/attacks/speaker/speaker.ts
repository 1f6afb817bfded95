import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeProgram } from '../../probes';
import type { UnderWay } from '../attack';
import type { Attacker } from '../attacker';
import type { Scene } from '../scene';
import { open, roles } from './messages';
import type { SpeakerPlan } from './program';

/** Hold time that an attacker asks for, s. */
const holdS = 90;
/** BGP identifier of an attacker: lower than any of a fleet, so that it wins where that decides (RFC 4271 section 9.1.2.2). */
const lowestId = '0.0.0.1';

/** Speaks BGP with the router that hears the attacker, and sends it these messages. */
export function speak(attacker: Attacker, scene: Scene, messages: readonly Buffer[]): Promise<UnderWay> {
  const file = join(attacker.node.folder, 'messages');
  writeFileSync(file, Buffer.concat(messages));
  const role = scene.origin === 'customer' ? roles.customer : undefined;
  const plan: SpeakerPlan = {
    local: scene.own.address,
    neighbor: scene.gateway,
    open: open(scene.as, holdS, lowestId, role).toString('hex'),
    file,
  };
  const [program, ...args] = nodeProgram(__dirname, 'program', [JSON.stringify(plan)]);
  const child = attacker.start(program, args, { stdin: true });
  return Promise.resolve({
    said: () => saidOf(child.answer()) || child.said().slice(0, 200),
    end: async () => {
      child.kill();
      await child.exited;
    },
  });
}

/** What a speaker has told, in a few words: each event once, and how often. */
export function saidOf(events: string): string {
  const counts = new Map<string, number>();
  for (const event of events.split('\n').filter(Boolean)) counts.set(event, (counts.get(event) ?? 0) + 1);
  return [...counts].map(([event, count]) => (count > 1 ? `${event} (${count} times)` : event)).join(', ');
}
