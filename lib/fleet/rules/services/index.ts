import type { Rule } from '../rule';
import { agentConfigurationTooBig } from './agent-configuration-too-big';
import { certificateWithoutName } from './certificate-without-name';
import { clientListsContradict } from './client-lists-contradict';
import { clusterPolicyWithPerClientLimit } from './cluster-policy-with-per-client-limit';
import { duplicatePort } from './duplicate-port';
import { healthCannotSee } from './health-cannot-see';
import { healthOfTwoKinds } from './health-of-two-kinds';
import { healthTiming } from './health-timing';
import { portsInTwoForms } from './ports-in-two-forms';
import { proxyProtocolTrust } from './proxy-protocol-trust';
import { rateLimitNotHttp } from './rate-limit-not-http';
import { serviceInMaintenance } from './service-in-maintenance';
import { serviceWithoutBackend } from './service-without-backend';
import { targetPortNotOfWorkload } from './target-port-not-of-workload';
import { tlsPort } from './tls-port';
import { twoVipsOfOneFamily } from './two-vips-of-one-family';
import { workloadAndSelector } from './workload-and-selector';

/** Rules about services, their ports and their health. */
export const rulesOfServices: readonly Rule[] = [
  agentConfigurationTooBig,
  certificateWithoutName,
  clientListsContradict,
  clusterPolicyWithPerClientLimit,
  duplicatePort,
  healthCannotSee,
  healthOfTwoKinds,
  healthTiming,
  portsInTwoForms,
  proxyProtocolTrust,
  rateLimitNotHttp,
  serviceInMaintenance,
  serviceWithoutBackend,
  targetPortNotOfWorkload,
  tlsPort,
  twoVipsOfOneFamily,
  workloadAndSelector,
];
