import type { RouterModel } from '../model/router-model';

/** Interface addresses for `ip -batch`: for daemons that set none themselves, as BIRD. */
export function addressFile(model: RouterModel): string {
  const lines = [
    ...model.loopbacks.map((entry) => `address replace ${entry.address}/${entry.prefix.length} dev lo`),
    ...model.interfaces.flatMap((port) =>
      port.addresses.map((entry) => `address replace ${entry.address}/${entry.prefix.length} dev ${port.name}`),
    ),
  ];
  return [`# ${model.fullName}: interface addresses, for ip -batch. Generated; changes made here are lost.`, ...lines, ''].join(
    '\n',
  );
}
