/** A health as a fleet has it, as far as the agent calls it otherwise. */
interface FleetHealth {
  readonly grpc?: { readonly service?: string | undefined } | undefined;
}

/** A health as the agent has it: `grpc: { service }` is `grpcService` there. */
export function askedOf<H extends FleetHealth>({ grpc, ...health }: H): Omit<H, 'grpc'> & { grpcService?: string } {
  return { ...health, ...(grpc && { grpcService: grpc.service ?? '' }) };
}
