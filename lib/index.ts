export * from './fleet';
export * from './constructs';
export * from './synth';
export { renderRouter, renderRouters, routersOf, placeholderSecrets, secretReferences, secretsFrom } from './routers';
export type { RenderedRouter, RouterFile, SecretResolver, SecretUse } from './routers';
export type * from './routers/model/router-model';
export * as metallb from './metallb';
