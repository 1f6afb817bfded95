import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { References } from './references';
import type { TreeObject } from './kubernetes-object';

/** An object with what must be there before it. */
export interface OrderedObject extends TreeObject {
  readonly after: readonly TreeObject[];
}

/**
 * The objects of a tree in the order in which they are registered: nothing before what it needs, namespaces first, then the
 * definitions of kinds, else as they stand in the tree. What they need is what the program says (`node.addDependency`, also of
 * constructs that hold them) and what they say themselves ({@link References}); where the two form a circle, the program's word counts.
 *
 * @throws Error if the program's dependencies form a circle
 */
export function inOrder(scope: IConstruct, objects: readonly TreeObject[]): OrderedObject[] {
  const graph = new Graph(objects);
  for (const [dependant, dependency] of saidByProgram(scope, objects)) graph.add(dependant, dependency);
  graph.refuseCircles();
  const references = new References(objects.map(({ object }) => object));
  const byObject = new Map(objects.map((entry) => [entry.object, entry]));
  for (const entry of objects) {
    for (const needed of references.of(entry.object)) {
      const dependency = byObject.get(needed);
      if (dependency && !graph.reaches(dependency, entry)) graph.add(entry, dependency);
    }
  }
  return graph.sorted().map((entry) => ({ ...entry, after: graph.before(entry) }));
}

function saidByProgram(scope: IConstruct, objects: readonly TreeObject[]): (readonly [TreeObject, TreeObject])[] {
  const byConstruct = new Map<IConstruct, TreeObject>(objects.map((entry) => [entry.construct, entry]));
  const below = (construct: IConstruct) =>
    construct.node
      .findAll()
      .filter((child) => ApiObject.isApiObject(child))
      .flatMap((child) => byConstruct.get(child) ?? []);
  return scope.node.findAll().flatMap((construct) =>
    construct.node.dependencies.flatMap((dependency) => {
      const dependencies = below(dependency);
      // A construct may depend on a part of itself; that part does not.
      const dependants = below(construct).filter((entry) => !dependencies.includes(entry));
      return dependants.flatMap((dependant) => dependencies.map((entry) => [dependant, entry] as const));
    }),
  );
}

const rank = ({ object }: TreeObject) => (object.kind === 'Namespace' ? 0 : object.kind === 'CustomResourceDefinition' ? 1 : 2);

class Graph {
  private readonly edges = new Map<TreeObject, Set<TreeObject>>();

  public constructor(private readonly entries: readonly TreeObject[]) {
    for (const entry of entries) this.edges.set(entry, new Set());
  }

  public add(dependant: TreeObject, dependency: TreeObject): void {
    this.edges.get(dependant)?.add(dependency);
  }

  public before(entry: TreeObject): TreeObject[] {
    return this.entries.filter((candidate) => this.edges.get(entry)?.has(candidate));
  }

  public reaches(from: TreeObject, to: TreeObject): boolean {
    const seen = new Set<TreeObject>();
    const open = [from];
    for (let entry = open.pop(); entry; entry = open.pop()) {
      if (entry === to) return true;
      if (seen.has(entry)) continue;
      seen.add(entry);
      open.push(...(this.edges.get(entry) ?? []));
    }
    return false;
  }

  public refuseCircles(): void {
    const circle = this.entries.filter((entry) => this.before(entry).some((dependency) => this.reaches(dependency, entry)));
    if (circle.length)
      throw new Error(
        `these objects wait for each other: ${circle.map(({ construct }) => `'${construct.node.path}'`).join(', ')}; ` +
          'remedy: take one of the dependencies (node.addDependency) out',
      );
  }

  public sorted(): TreeObject[] {
    const done = new Set<TreeObject>();
    const visit = (entry: TreeObject): void => {
      if (done.has(entry)) return;
      done.add(entry);
      this.before(entry).forEach(visit);
      result.push(entry);
    };
    const result: TreeObject[] = [];
    [...this.entries].sort((a, b) => rank(a) - rank(b)).forEach(visit);
    return result;
  }
}
