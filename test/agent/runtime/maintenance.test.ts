import { askedFor, foreignManager } from '../../../agent/src/runtime/maintenance';

const key = 'example.org/maintenance';
const service = (metadata: object) => ({ metadata: { name: 'web', ...metadata } }) as Parameters<typeof askedFor>[0];

describe('what a person asked for', () => {
  test.each([
    ['nothing', undefined, undefined],
    ['off', 'off', undefined],
    ['false', 'false', undefined],
    ['drain', 'drain', 'drain'],
    ['true', 'true', 'drain'],
    ['an empty text', '', 'drain'],
    ['a word that nobody knows', 'withdraw', 'drain'],
    ['withdrawn', 'withdrawn', 'withdrawn'],
  ])('by %s', (_, value, expected) => {
    const texts = value === undefined ? {} : { [key]: value };
    expect([askedFor(service({ labels: texts }), key), askedFor(service({ annotations: texts }), key)]).toEqual([
      expected,
      expected,
    ]);
  });

  test('is what the label says, where the annotation says otherwise', () => {
    expect(askedFor(service({ labels: { [key]: 'drain' }, annotations: { [key]: 'withdrawn' } }), key)).toBe('drain');
  });

  test('is nothing where there is no Service, or one without labels', () => {
    expect([askedFor(undefined, key), askedFor(service({}), key)]).toEqual([undefined, undefined]);
  });
});

describe('the manager of a route label that is not us', () => {
  const owned = (manager: string | undefined, field: string) => ({ manager, fieldsV1: { 'f:metadata': { [`f:${field}`]: {} } } });
  const found = (...managedFields: object[]) => foreignManager(service({ managedFields }), 'route', 'agent');

  test('is who owns the label', () => expect(found(owned('agent', 'route'), owned('argocd', 'route'))).toBe('argocd'));
  test.each([
    ['we own it', [owned('agent', 'route')]],
    ['others own other fields', [owned('argocd', 'other')]],
    ['the owner has no name', [owned(undefined, 'route')]],
    ['the owner has no fields', [{ manager: 'argocd' }]],
    ['nobody owns anything', []],
  ])('is nobody where %s', (_, fields) => expect(found(...fields)).toBeUndefined());
  test('is nobody where there is no Service', () => expect(foreignManager(undefined, 'route', 'agent')).toBeUndefined());
});
