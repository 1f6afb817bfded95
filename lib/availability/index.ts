export { assess } from './assess';
export type { Assumptions, ClientAssessment, FailureAssessment, Improvement, OutageLength, TimesByFailure } from './assess';
export { availability, errorBudgetMs, monthMs, outagesAMonth, together } from './equation';
export { assumedMtbfMs, failureIds, failures } from './failures';
export type { FailureId } from './failures';
export type { KnownOutage } from './known-outage';
export { missesOf, usualObjectives } from './objective';
export type { Miss, Objective } from './objective';
