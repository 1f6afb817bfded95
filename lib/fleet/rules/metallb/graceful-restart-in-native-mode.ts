import type { Rule } from '../rule';

/** Graceful restart is not asked of MetalLB in native mode. */
export const gracefulRestartInNativeMode: Rule = {
  id: 'graceful-restart-in-native-mode',
  severity: 'error',
  title: 'Graceful restart is not asked of MetalLB in native mode.',
  explanation: 'MetalLB refuses enableGracefulRestart there.',
  allowed: 'gracefulRestart only with mode frr or frr-k8s',
  remedy: 'Leave `gracefulRestart` out.',
  acknowledgeable: false,
  *check(fleet) {
    for (const site of fleet.sites) {
      if (site.metallb.mode === 'native' && site.metallb.gracefulRestart)
        yield {
          path: `${site.path}.metallb.gracefulRestart`,
          value: true,
          message: `${site.name} asks for graceful restart in native mode.`,
        };
    }
  },
};
