import type { Attack } from '../attack';
import { spoofedBeside } from './spoofed';
import { reset } from './spoofed-reset';

/** Sessions inside a network cross routers, so that GTSM does not protect them. */
export const backboneReset: Attack = {
  name: 'backbone-reset',
  summary: 'sends a TCP RST in the name of another router of the network to its PE',
  attacked: 'the TCP connection under an iBGP session',
  ...spoofedBeside('4 packets/s', reset),
  scene: 'backbone',
};
