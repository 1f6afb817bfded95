import type { SiteLook } from '../guards';
import type { ServiceEvent } from '../kubernetes';
import type { Phase } from 'anycast-mec/contract';
import type { MachineInput, Transition } from '../state';

/** Cause of a transition, in few words: the label of a metric must not have a value for every sentence. */
export function causeOf({ from, to, after }: Transition, { verdict, overloaded }: MachineInput): string {
  if (from === 'INIT') return 'adopted';
  if (to === 'MAINTENANCE' || from === 'MAINTENANCE') return 'maintenance';
  if (to === 'FROZEN' || from === 'FROZEN') return 'shared failure';
  if (to === 'HELD') return 'guard';
  if (overloaded) return 'overload';
  if (verdict.health === 'failed' && after !== 'announced') return verdict.hard ? 'hard failure' : 'soft failure';
  return verdict.health === 'healthy' ? 'recovery' : 'doubt';
}

const reasons: Partial<Record<Phase, string>> = {
  DOWN: 'VipWithdrawn',
  DRAINING: 'VipDraining',
  HELD: 'VipHeld',
  FROZEN: 'VipFrozen',
  OVERLOADED: 'VipOverloaded',
  PROBATION: 'VipReturning',
  MAINTENANCE: 'VipMaintenance',
  UP: 'VipAnnounced',
};

/** The Event where other sites do not see this one any more, or see it again. */
export function outsideEvent(
  name: string,
  isSeen: boolean,
  looks: readonly SiteLook[],
): Pick<ServiceEvent, 'type' | 'reason' | 'action' | 'note'> {
  const sites = looks.filter(({ seesUs }) => seesUs === isSeen).map(({ site }) => site);
  const note = isSeen
    ? `${name}: ${sites.join(', ') || 'another site'} sees this site again`
    : `${name}: ${sites.join(', ')} answers and gets no answer from this site: look at the way in (hosts, filters, kube-proxy); nothing is moved`;
  return {
    type: isSeen ? 'Normal' : 'Warning',
    reason: isSeen ? 'SeenFromOutside' : 'NotSeenFromOutside',
    action: 'OutsideIn',
    note,
  };
}

/** The Event where an endpoint cannot be probed: whatever happens to it, nothing is moved. */
export function blindEvent(
  name: string,
  check: string,
  address: string,
  reason: string,
): Pick<ServiceEvent, 'type' | 'reason' | 'action' | 'note'> {
  return {
    type: 'Warning',
    reason: 'ProbeImpossible',
    action: 'Probe',
    note: `${name}: the probe '${check}' of ${address} says nothing: ${reason}; no failure of it is seen until this is mended`,
  };
}

/** The Event that people see at the Service; none for mere doubt. */
export function eventOf(
  name: string,
  { from, to, before, after, reason }: Transition,
  mode: 'enforce' | 'shadow',
): Pick<ServiceEvent, 'type' | 'reason' | 'action' | 'note'> | undefined {
  const named = reasons[to];
  if (named === undefined || (from === 'SUSPECT' && to === 'UP') || (from === 'INIT' && to === 'UP')) return undefined;
  const isGood = to === 'UP' || to === 'PROBATION' || to === 'MAINTENANCE';
  const would = mode === 'shadow' ? 'Shadow' : '';
  const route = before === after ? `route stays ${after}` : `route ${before} -> ${after}`;
  return {
    type: isGood ? 'Normal' : 'Warning',
    reason: `${named}${would}`,
    action: to,
    note: `${name}: ${from} -> ${to}, ${route}: ${reason}`,
  };
}
