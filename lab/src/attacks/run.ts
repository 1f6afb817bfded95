import { setTimeout as pause } from 'node:timers/promises';
import { lowerPriorities, raisePriorities } from '../measure/raise';
import { phase } from '../model/progress';
import type { Progress } from '../model/progress';
import type { RunningLab, Undo } from '../model/running-lab';
import { undoAll } from '../model/undo';
import { lookUntil } from '../network/until';
import { Watch } from '../timeline/watch';
import type { Attack } from './attack';
import { Attacker } from './attacker';
import { census, lostSince } from './census';
import { ClientBeside, now } from './client-beside';
import { hearing } from './defences/defence';
import { harmsIn } from './harm';
import type { Measurement } from './measurement';
import { sceneIn, texts } from './scene';
import type { Origin, Scene } from './scene';
import { steady, steadyAgain } from './steady';
import { mustHave } from './tools';
import { verdictOf } from './verdict';
import type { Verdict } from './verdict';

/** How an attack is run. */
export interface AttackOptions {
  /** How long it goes on in each column, and how long the client is asked before it, ms. */
  readonly forMs: number;
  readonly progress: Progress;
}

/** What became of an attack from one origin. It is JSON. */
export interface AttackResult {
  readonly attack: string;
  readonly origin: Origin;
  /** The router that heard the attacker, and what it runs. */
  readonly router: string;
  readonly dialect: string;
  /** What defends, in words. */
  readonly defence: string;
  /** Absent where the defence cannot be taken out. */
  readonly undefended?: Measurement;
  readonly defended: Measurement;
  readonly verdict: Verdict;
}

/** Time in which a tool starts, which takes processors of the lab that those of an attacker's own machine would be, ms. */
const startingMs = 500;
/** Longest time until the client is answered with the attacker in place, ms. */
const answeredMs = 20_000;

/**
 * Runs an attack: without its defence, and with it. The lab is as it was afterwards.
 *
 * @throws UsageError if the fleet has no place for it; Error if the lab is not steady before it, or cannot be put back
 */
export async function runAttack(
  lab: RunningLab,
  attack: Attack,
  origin: Origin,
  { forMs, progress }: AttackOptions,
): Promise<AttackResult> {
  const scene = sceneIn(lab.fleet, origin, attack.scene);
  const { name, defence } = attack;
  const column = (what: string, isDefended: boolean) =>
    phase(progress, `${name} by ${texts[origin]}, ${what}`, () => columnOf(lab, attack, scene, forMs, isDefended));
  const isBare = !('inside' in defence) && defence.length === 0;
  const without = isBare || 'inside' in defence ? undefined : await column('without its defence', false);
  const first = await column('with it', true);
  // The processors are not the attacker's alone: a client that was slower once, and lost nothing, is asked again.
  const defended = isSlowerAlone(first) ? await column('with it, again', true) : first;
  // Where nothing defends, both columns are one.
  const undefended = isBare ? defended : without;
  return {
    attack: name,
    origin,
    router: scene.router,
    dialect: hearing(lab, scene).dialect,
    defence: 'inside' in defence ? defence.inside : defence.map(({ what }) => what).join(', ') || 'none',
    ...(undefended && { undefended }),
    defended,
    verdict: verdictOf(attack.harms, undefended, defended),
  };
}

/** Whether the client was slower and nothing else was seen: something else on the machine may have taken the processor. */
function isSlowerAlone(measured: Measurement): boolean {
  return harmsIn(measured).join() === 'slower' && measured.client.unanswered === 0;
}

async function columnOf(lab: RunningLab, attack: Attack, scene: Scene, forMs: number, isDefended: boolean): Promise<Measurement> {
  await steady(lab);
  const before = await census(lab);
  const undos: Undo[] = [];
  try {
    if (!isDefended && !('inside' in attack.defence))
      for (const defence of attack.defence) undos.push(await defence.remove(lab, scene));
    const attacker = await Attacker.place(lab, scene);
    undos.push(() => attacker.remove());
    await mustHave(attack.tool, attacker.node);
    return await measured(lab, { attack, scene, attacker, forMs, isDefended }, undos);
  } finally {
    await undoAll(undos);
    await steadyAgain(lab, before);
  }
}

/** An attack in one of its columns. */
interface Column {
  readonly attack: Attack;
  readonly scene: Scene;
  readonly attacker: Attacker;
  readonly forMs: number;
  readonly isDefended: boolean;
}

async function measured(
  lab: RunningLab,
  { attack, scene, attacker, forMs, isDefended }: Column,
  undos: Undo[],
): Promise<Measurement> {
  await (attack.isHeavy && !isDefended ? lowerPriorities() : raisePriorities());
  const client = await ClientBeside.start(lab, scene);
  undos.push(() => Promise.resolve(client.abandon()));
  await client.answered(answeredMs);
  await settled(lab, scene);
  const quietFrom = now();
  await pause(forMs);
  const watch = watchOf(lab, scene);
  undos.push(() => Promise.resolve(watch.close()));
  const [before, sent] = await Promise.all([census(lab), attacker.traffic()]);
  const fromNs = now();
  const underWay = await attack.begin(scene, attacker, isDefended);
  undos.push(() => underWay.end());
  await pause(startingMs);
  const startedNs = now();
  await pause(forMs);
  const toNs = now();
  const [after, sentThen] = await Promise.all([census(lab), attacker.traffic()]);
  const withdrawals = watch
    .between(fromNs, toNs)
    .flatMap(({ kind, where, detail }) => (kind === 'bgp-withdraw' ? [`${where}: ${detail}`] : []));
  const { wrong, ...seen } = await client.stop({ fromNs: quietFrom, toNs: fromNs }, { fromNs: startedNs, toNs });
  const seconds = Number(toNs - fromNs) / 1e9;
  return {
    hijacked: { answers: wrong, packets: attack.isServing ? 0 : sentThen.astray - sent.astray },
    reflected: sentThen.reflected - sent.reflected,
    routes: Math.max(0, (after.get(`${scene.router} to ${scene.own.address}`)?.accepted ?? 0) - (attack.own ?? 0)),
    sessions: lostSince(before, after, scene.own.address),
    withdrawals,
    ...seen,
    attacker: {
      packetsPerS: Math.round((sentThen.packets - sent.packets) / seconds),
      bitsPerS: Math.round((8 * (sentThen.bytes - sent.bytes)) / seconds),
      said: underWay.said(),
    },
  };
}

/** Waits until no session changes any more: the attacker may stand where a border was. */
async function settled(lab: RunningLab, scene: Scene): Promise<void> {
  let before = await census(lab);
  await lookUntil(
    answeredMs,
    async () => {
      await pause(1000);
      const after = await census(lab);
      const lost = lostSince(before, after, scene.own.address);
      before = after;
      return lost;
    },
    (lost) => lost.length === 0,
  );
}

/** Watches what the routers around the attack say of VIPs. */
function watchOf(lab: RunningLab, scene: Scene): Watch {
  const around = [
    scene.router,
    scene.target?.from,
    scene.target?.at,
    ...scene.answers.flatMap((name) => lab.fleet.site(name).borders.map(({ fullName }) => fullName)),
  ];
  const nodes = [...new Set(around)].flatMap((name) => (name === undefined ? [] : (lab.routers.get(name)?.node ?? [])));
  return new Watch(lab.fleet, [], nodes, new Set([scene.vip]), new Map());
}
