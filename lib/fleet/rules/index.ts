import type { Rule, ServiceRule } from './rule';
import { addressRules } from './addresses';
import { metallbRules } from './metallb';
import { nameRules } from './names';
import { networkRules } from './networks';
import { pathRules } from './paths';
import { rulesOfServices } from './services';
import { sessionRules } from './sessions';
import { timerRules } from './timers';

/** The rules by theme: a folder each, here and in the documents. */
export const themes = {
  addresses: addressRules,
  metallb: metallbRules,
  names: nameRules,
  networks: networkRules,
  paths: pathRules,
  services: rulesOfServices,
  sessions: sessionRules,
  timers: timerRules,
} satisfies Readonly<Record<string, readonly Rule[]>>;

const byId: readonly Rule[] = Object.values(themes)
  .flat()
  .sort((one, other) => (one.id < other.id ? -1 : 1));

/** Every rule. Those about the fleet as a whole come last: what they find may follow from what others find. */
export const rules: readonly Rule[] = [...byId.filter((rule) => !rule.needsWhole), ...byId.filter((rule) => rule.needsWhole)];

/** Those that look at one service alone, and whose violation leaves it without use. */
export const serviceRules: readonly ServiceRule[] = rules.filter(
  (rule): rule is ServiceRule => 'of' in rule && rule.severity === 'error' && rule.acknowledgeable === false,
);
