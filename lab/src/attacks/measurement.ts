/** What was measured while an attack went on. It is JSON. */
export interface Measurement {
  /** Requests of the client beside that went astray. */
  readonly hijacked: {
    /** Answers from a site that the Fleet does not predict. */
    readonly answers: number;
    /** Packets between the client and the VIP that reached the attacker. */
    readonly packets: number;
  };
  /** Answers that others sent to the attacker for packets that nobody is to answer: to a victim, had it spoken in one's name. */
  readonly reflected: number;
  /** Routes that the attacked router took from the attacker, beyond those that are the attacker's own. */
  readonly routes: number;
  /** Sessions of others that ended: `mec-1/border-1 to 10.0.0.32`. */
  readonly sessions: readonly string[];
  /** Withdrawals of VIPs that left a router: `isp/pe-1: 203.0.113.1/32 to isp/pe-2`. */
  readonly withdrawals: readonly string[];
  /** The client beside. */
  readonly client: {
    readonly asked: number;
    readonly unanswered: number;
    /** Before the attack, in the same lab, ms; null: endless. */
    readonly quietP99Ms: number | null;
    /** Under the attack, ms; null: endless, since more than one request of a hundred was lost. */
    readonly p99Ms: number | null;
  };
  /** What the attacker achieved. */
  readonly attacker: {
    readonly packetsPerS: number;
    readonly bitsPerS: number;
    /** What its tool says of itself, such as `session established`. */
    readonly said: string;
  };
}
