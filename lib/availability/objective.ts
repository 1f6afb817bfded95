import type { ClientAssessment, FailureAssessment } from './assess';
import { outagesAMonth } from './equation';

/** Objectives that are usually asked for, percent. */
export const usualObjectives: readonly number[] = [99.9, 99.99, 99.999];

/** What is asked of a service. */
export interface Objective {
  /** Availability, percent: above 0, below 100. */
  readonly percent: number;
  /** Failovers a month, all of the kind that takes longest. @default - as many as the times between failures say, and repairs with them */
  readonly failovers?: number;
}

/** A client network whose service does not meet an objective. */
export interface Miss {
  readonly assessment: ClientAssessment;
  /** The failover that takes longest, where failovers are counted; absent where nobody answers, or the whole availability is too low. */
  readonly failure?: FailureAssessment;
  /** How many of it fit into a month. */
  readonly most?: number;
}

/** The client networks that do not get what is asked. */
export function missesOf(assessments: readonly ClientAssessment[], { percent, failovers }: Objective): Miss[] {
  return assessments.flatMap((assessment): Miss[] => {
    if (assessment.answeredBy === undefined) return [{ assessment }];
    if (failovers === undefined) return assessment.availability * 100 < percent ? [{ assessment }] : [];
    const failure = longestFailover(assessment);
    const most = failure ? outagesAMonth(percent, failure.outage.ms) : Infinity;
    return failure && most < failovers ? [{ assessment, failure, most }] : [];
  });
}

function longestFailover({ failures }: ClientAssessment): FailureAssessment | undefined {
  return failures
    .filter(({ failover }) => failover)
    .reduce<FailureAssessment | undefined>((worst, one) => (worst && worst.outage.ms >= one.outage.ms ? worst : one), undefined);
}
