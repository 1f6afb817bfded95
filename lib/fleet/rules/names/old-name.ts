import { baseline, oldBaseline } from '../../../contract/baseline';
import type { Rule } from '../rule';

/** What has a new name is called by it. */
export const oldName: Rule = {
  id: 'old-name',
  severity: 'warning',
  title: 'What has a new name is called by it.',
  explanation: 'The old name is taken, and means the same. A later version may not know it.',
  allowed: `'${baseline}' for '${oldBaseline}'`,
  remedy: `Write ${baseline}.`,
  *check(fleet) {
    for (const { path, preset, name } of fleet.networks) {
      if (preset === oldBaseline)
        yield { path: `${path}.preset`, value: oldBaseline, message: `The preset of ${name} is called ${baseline} now.` };
    }
    for (const { path, name, description, ports } of fleet.services) {
      const given = [description.health, ...ports.map((port) => port.health)];
      const paths = [path, ...ports.map((port) => port.path)];
      for (const [index, health] of given.entries()) {
        if (health?.profile !== oldBaseline) continue;
        const message = `The profile of the health of ${name} is called ${baseline} now.`;
        yield { path: `${paths[index]}.health.profile`, value: oldBaseline, message };
      }
    }
  },
};
