import { JsonPatch, Lazy } from 'cdk8s';
import type { ApiObject } from 'cdk8s';
import { constant, copied, isConstant, madeOnce } from '../../lib/constructs/objects/constant';
import { MecApp } from '../../lib/synth';
import { AnycastService, standardSite } from '../../lib/constructs';
import { placeholderSecrets } from '../../lib/routers';
import { exampleFleet } from './example-fleet';

describe('a constant', () => {
  test('is frozen with all that is in it', () => {
    const value = constant({ list: [{ a: 1 }] });
    expect(isConstant(value)).toBe(true);
    expect(() => (value.list[0] as { a: number }).a++).toThrow();
    expect(isConstant({ list: [] })).toBe(false);
  });

  test('holds nothing that is produced late', () => {
    expect(() => constant({ deep: [Lazy.any({ produce: () => 1 })] })).toThrow('what is produced late is no constant');
  });

  test('has things made of it once for each use, anything else anew each time', () => {
    const owner = constant({ name: 'a' });
    const make = () => ({ made: true });
    expect(madeOnce(owner, 'one', make)).toBe(madeOnce(owner, 'one', make));
    expect(madeOnce(owner, 'one', make)).not.toBe(madeOnce(owner, 'other', make));
    expect(isConstant(madeOnce(owner, 'one', make))).toBe(true);
    const loose = { name: 'a' };
    expect(madeOnce(loose, 'one', make)).not.toBe(madeOnce(loose, 'one', make));
    expect(isConstant(madeOnce(loose, 'one', make))).toBe(false);
  });

  test('keeps what was made of it for a limited number of uses', () => {
    const owner = constant({ name: 'a' });
    const first = madeOnce(owner, 'first', () => ({ made: true }));
    for (let use = 0; use < 10_000; use++) madeOnce(owner, String(use), () => use);
    expect(madeOnce(owner, 'first', () => ({ made: true }))).not.toBe(first);
  });

  test('is copied as something that may be changed', () => {
    const copy = copied(constant({ list: [{ a: 1 }] })) as { list: { a: number }[] };
    copy.list[0] = { a: 2 };
    expect(copy).toEqual({ list: [{ a: 2 }] });
  });
});

/** The files of each site whose service was changed by `change` at the first site alone. */
function filesOf(change: (service: AnycastService) => void, overrides: object = {}): Map<string, string[]> {
  const app = new MecApp(
    exampleFleet(),
    (mec) => {
      const isFirst = mec.site?.name === 'mec-1';
      const service = new AnycastService(mec, 'limited', isFirst ? { overrides: overrides as never } : {});
      if (isFirst) change(service);
      standardSite(mec);
    },
    { secrets: placeholderSecrets },
  );
  const files = app.render();
  return new Map(['mec-1', 'mec-2', 'cloud'].map((site) => [site, files.flatMap(textAt(site))]));
}

const textAt =
  (site: string) =>
  ({ path, content }: { path: string; content: string }) =>
    path.startsWith(`${site}/`) ? [content] : [];

describe('what is changed at one site', () => {
  const untouched = filesOf(() => undefined);

  test.each<[how: string, change: (service: AnycastService) => void, overrides: object]>([
    ['by an override', () => undefined, { Deployment: { spec: { replicas: 9, template: { spec: { hostNetwork: true } } } } }],
    [
      'by a JSON patch',
      (service) => {
        const deployments = service.node.findAll().filter((part) => (part as ApiObject).kind === 'Deployment') as ApiObject[];
        for (const deployment of deployments)
          deployment.addJsonPatch(JsonPatch.replace('/spec/template/spec/volumes/0/name', 'x'));
      },
      {},
    ],
  ])('%s is changed nowhere else', (_, change, overrides) => {
    const files = filesOf(change, overrides);
    expect(files.get('mec-1')).not.toEqual(untouched.get('mec-1'));
    expect(files.get('mec-2')).toEqual(untouched.get('mec-2'));
    expect(files.get('cloud')).toEqual(untouched.get('cloud'));
  });
});
