import type { Dialect, FleetModel } from '../fleet/model';
import { renderBird } from './dialects/bird';
import { renderFrr } from './dialects/frr';
import type { RouterFile } from './dialects/router-file';
import { eachRouter } from './model/derive';
import type { RouterModel, RouterRole } from './model/router-model';
import type { SecretResolver } from './secrets';
import { addressFile } from './system/addresses';
import { keepalivedFiles } from './system/keepalived';
import { nftablesFile } from './system/nftables';
import { sysctlFile } from './system/sysctl';

const dialects: Readonly<Record<Dialect, (model: RouterModel, secrets: SecretResolver) => RouterFile[]>> = {
  frr: renderFrr,
  bird: (model, secrets) => [...renderBird(model, secrets), { path: 'addresses.ip', content: addressFile(model), mode: 0o644 }],
};

/** A router with all its files. */
export interface RenderedRouter {
  readonly fullName: string;
  /** The site or network. */
  readonly owner: string;
  readonly name: string;
  readonly role: RouterRole;
  readonly dialect: Dialect;
  readonly files: readonly RouterFile[];
}

/**
 * All files of one router: the daemon's, the kernel settings and the packet filter; of a border that shares gateways also keepalived's.
 *
 * @throws Error naming router and reference if a secret cannot be had
 */
export function renderRouter(model: RouterModel, secrets: SecretResolver): RouterFile[] {
  return [
    ...dialects[model.dialect](model, secrets),
    { path: 'sysctl.conf', content: sysctlFile(model), mode: 0o644 },
    { path: 'nftables.conf', content: nftablesFile(model), mode: 0o644 },
    ...keepalivedFiles(model),
  ];
}

/** What of a fleet's routers is rendered, and with what. */
export interface RenderOptions {
  readonly secrets: SecretResolver;
  /** Takes the name of a site or network. @default - all */
  readonly only?: (owner: string) => boolean;
}

/**
 * The files of all routers of a fleet.
 *
 * @throws Error naming router and reference if a secret cannot be had
 */
export function renderRouters(fleet: FleetModel, options: RenderOptions): RenderedRouter[] {
  return [...eachRenderedRouter(fleet, options)];
}

/** As {@link renderRouters}, one router after the other: thousands need not be in memory together. */
export function* eachRenderedRouter(fleet: FleetModel, options: RenderOptions): Generator<RenderedRouter> {
  for (const model of eachRouter(fleet, options.only)) {
    const { fullName, owner, name, role, dialect } = model;
    yield { fullName, owner, name, role, dialect, files: renderRouter(model, options.secrets) };
  }
}
