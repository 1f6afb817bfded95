import { attacks } from '../attacks';
import type { Attack } from '../attacks/attack';
import { bounds, harmsIn } from '../attacks/harm';
import type { Measurement } from '../attacks/measurement';
import type { AttackResult } from '../attacks/run';
import type { Origin } from '../attacks/scene';
import { tools } from '../attacks/tools';
import type { Verdict } from '../attacks/verdict';
import { dialectNames } from '../model/dialect-names';
import { tableOf } from './terminal';

/** An attack from one origin, and what became of it: its result, why it has no place in this fleet, or why it could not be run. */
export type Outcome =
  AttackResult | { readonly attack: string; readonly origin: Origin; readonly skipped?: string; readonly failed?: string };

/** Whether nothing speaks against it: it held, or it has no place here. */
export function isWell(outcome: Outcome): boolean {
  return 'verdict' in outcome ? outcome.verdict === 'holds' : outcome.failed === undefined;
}

/** An attack as programs read it. */
export function described({ name, summary, origins: from, attacked, harms, tool, rate, defence }: Attack) {
  const holds = Object.values(bounds).map(({ holds: one }) => one);
  const defences = 'inside' in defence ? [defence.inside] : defence.map(({ what }) => what);
  return { name, summary, origins: from, attacked, holds, harms, tool, rate, defences };
}

/** The list of attacks, for people. */
export function listed(): string {
  const rows = attacks
    .map(described)
    .map(({ name, origins: from, attacked, tool, rate, defences }) => [
      name,
      from.join(', '),
      attacked,
      `${tool}, ${rate}`,
      defences.join(', ') || 'none',
    ]);
  const used = [...new Set(attacks.map(({ tool }) => tools[tool].what))];
  return [tableOf(['attack', 'from', 'attacked', 'tool, at most', 'defence'], rows), ...used, ...holding()].join('\n');
}

function holding(): string[] {
  return ['What must hold under every attack:', ...Object.values(bounds).map(({ holds }) => `  ${holds}`)];
}

const verdicts: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  broken: 'DOES NOT HOLD',
  unproved: 'UNPROVED: it does nothing without the defence either',
};

/** What became of attacks, side by side, for people. */
export function outcomesText(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map((outcome) => {
    const { attack, origin } = outcome;
    if (!('verdict' in outcome)) {
      const { skipped, failed } = outcome;
      return [attack, origin, '', '', '', failed === undefined ? `left out: ${skipped}` : `FAILED: ${failed}`];
    }
    const { router, dialect, undefended, defended, defence, verdict } = outcome;
    const name = dialectNames[dialect as keyof typeof dialectNames];
    return [
      attack,
      origin,
      `${router} (${name})`,
      undefended ? seenIn(undefended) : `cannot be taken out: ${defence}`,
      seenIn(defended),
      verdicts[verdict],
    ];
  });
  return tableOf(['attack', 'from', 'heard by', 'without its defence', 'with it', 'verdict'], rows);
}

/** What was seen in a column: the harms that were done, what the client saw, and what the attacker achieved. */
function seenIn(measured: Measurement): string {
  const done = harmsIn(measured).map((harm) => bounds[harm].seen(measured));
  const { packetsPerS, bitsPerS, said } = measured.attacker;
  return [
    ...(done.length ? done : ['no harm', bounds.slower.seen(measured)]),
    `attacker: ${packetsPerS} packets/s, ${(bitsPerS / 1e6).toFixed(2)} Mbit/s${said ? `; ${said}` : ''}`,
  ].join('\n');
}
