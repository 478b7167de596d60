import { lazy } from 'react';

/** The parts of an organisation behind its tabs: each comes when it is opened. */
export const StandingPart = lazy(() => import('./StandingPart').then((module) => ({ default: module.StandingPart })));
export const DocumentsPart = lazy(() =>
  import('./DocumentsPart').then((module) => ({ default: module.DocumentsPart })),
);
export const StaffPart = lazy(() => import('./StaffPart').then((module) => ({ default: module.StaffPart })));
export const EligibilityPart = lazy(() =>
  import('./EligibilityPart').then((module) => ({ default: module.EligibilityPart })),
);
export const HistoryPart = lazy(() => import('./HistoryPart').then((module) => ({ default: module.HistoryPart })));
