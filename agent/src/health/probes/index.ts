import type { ProbeKind } from 'anycast-mec/contract';
import type { Probe } from '../probe';
import { dnsProbe } from './dns';
import { execProbe } from './exec';
import { grpcProbe } from './grpc';
import { httpProbe } from './http';
import { quicProbe } from './quic';
import { tcpProbe } from './tcp';
import { tlsProbe } from './tls';
import { udpProbe } from './udp';

/** The probes, by kind. */
export const probes: Readonly<Record<ProbeKind, Probe>> = {
  tcp: tcpProbe,
  tls: tlsProbe,
  http: httpProbe,
  grpc: grpcProbe,
  dns: dnsProbe,
  udp: udpProbe,
  quic: quicProbe,
  exec: execProbe,
};
