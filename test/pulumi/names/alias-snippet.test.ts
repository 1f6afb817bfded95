import { App, ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { aliasesBetween, aliasSnippet, ConstructTree } from 'anycast-mec/pulumi';
import type { ResourceNames } from 'anycast-mec/pulumi';
import { recorded } from '../recording';

class Shop extends Construct {}
class Group extends Construct {}

const object = (scope: Construct, id: string, name = id) =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'n' } });

async function namesOf(make: (chart: Chart) => void): Promise<ResourceNames> {
  const chart = new Chart(new App(), 'chart');
  make(chart);
  let names: ResourceNames = {};
  await recorded(() => (names = new ConstructTree('edge', { scope: chart }).names));
  return names;
}

const before = () =>
  namesOf((chart) => {
    const shop = new Shop(chart, 'shop');
    object(shop, 'a');
    object(new Group(shop, 'inner'), 'b');
    object(chart, 'c');
  });

test('nothing changed needs no alias', async () => {
  expect(aliasesBetween(await before(), await before())).toEqual({});
  expect(aliasSnippet(await before(), await before())).toBe('');
});

test('a renamed construct needs one, which everything below inherits', async () => {
  const now = await namesOf((chart) => {
    const store = new Shop(chart, 'store');
    object(store, 'a');
    object(new Group(store, 'inner'), 'b');
    object(chart, 'c');
  });
  expect(aliasesBetween(await before(), now)).toEqual({ 'edge/store': 'edge/shop' });
  expect(aliasSnippet(await before(), now)).toBe("aliases: {\n  'edge/store': 'edge/shop',\n},");
});

test('an object moved below another type says the types of its old place', async () => {
  const now = await namesOf((chart) => {
    const shop = new Shop(chart, 'shop');
    object(shop, 'a');
    object(new Group(shop, 'inner'), 'b');
    object(shop, 'c');
  });
  expect(aliasesBetween(await before(), now)).toEqual({ 'edge/shop/c': 'kubernetes:core/v1:ConfigMap::edge/c' });
});

test('a construct that is wrapped in another keeps everything below it', async () => {
  const now = await namesOf((chart) => {
    const shop = new Shop(new Group(chart, 'group'), 'shop');
    object(shop, 'a');
    object(new Group(shop, 'inner'), 'b');
    object(chart, 'c');
  });
  expect(aliasesBetween(await before(), now)).toEqual({ 'edge/group/shop': 'cdk8s:construct:Shop::edge/shop' });
});

test('an object renamed inside a renamed construct has an alias of its own', async () => {
  const now = await namesOf((chart) => {
    const store = new Shop(chart, 'store');
    object(store, 'first', 'a');
    object(new Group(store, 'inner'), 'b');
    object(chart, 'c');
  });
  expect(aliasesBetween(await before(), now)).toEqual({ 'edge/store': 'edge/shop', 'edge/store/first': 'edge/shop/a' });
});

test('an object whose name in the cluster changed is another one: it gets no alias', async () => {
  const now = await namesOf((chart) => {
    const shop = new Shop(chart, 'shop');
    object(shop, 'a');
    object(new Group(shop, 'inner'), 'b');
    object(chart, 'd', 'd');
  });
  expect(aliasesBetween(await before(), now)).toEqual({});
});
