import { deriveChecked, deriveModel } from '../../lib/fleet/derive/model';
import { Fleet } from '../../lib/fleet';
import { rules } from '../../lib/fleet/rules';
import { renderRouters, placeholderSecrets } from '../../lib/routers';
import { pictureOf } from '../../lib/graph/picture';
import { Prediction } from '../../lib/fleet/routing/prediction';
import type { MecCluster } from '../../lib/constructs/mec-cluster';
import { FleetFiles } from '../../lib/synth/fleet-files';
import { testbed } from './testbed';

// The compiler is the test here: `npm run typecheck` fails where a line that it has to refuse is taken.
describe('a model with notes', () => {
  const options = { secrets: placeholderSecrets };

  test('is taken by no view, and a fleet by no rule', () => {
    const model = deriveModel(testbed());
    const fleet = Fleet.from(testbed());
    const program = () => undefined;
    const secrets = () => placeholderSecrets;
    const uses = [
      // @ts-expect-error -- routers are a view
      () => renderRouters(model, options),
      // @ts-expect-error -- pictures are a view
      () => pictureOf(model),
      // @ts-expect-error -- the prediction is a view
      () => new Prediction(model),
      // @ts-expect-error -- manifests are a view
      () => new FleetFiles(model, program, secrets),
      // @ts-expect-error -- a cluster supplies views
      (): Partial<MecCluster> => ({ fleet: model }),
      // @ts-expect-error -- rules read the notes
      () => rules[0]?.check(fleet),
    ];
    expect(uses).toHaveLength(6);
    expect(() => renderRouters(fleet, options)).not.toThrow();
    expect(() => rules[0]?.check(model)).not.toThrow();
  });

  test('becomes no fleet', () => {
    const description = testbed();
    for (const site of Object.values(description.sites)) site.uplinks = ['nowhere/pe-1'];
    expect(Fleet.examine(description).fleet).toBeUndefined();
    expect(() => deriveChecked(description)).toThrow("has not passed the rules: There is no PE router 'nowhere/pe-1'.");
  });

  test('becomes one where nothing is open, equal to that of the rules', () => {
    const { fleet } = Fleet.examine(testbed());
    expect(fleet).toBeInstanceOf(Fleet);
    expect(fleet).not.toHaveProperty('unresolved');
    expect(deriveChecked(testbed()).sites).toEqual(fleet?.sites);
  });
});
