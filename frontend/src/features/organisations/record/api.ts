import { infiniteQueryOptions } from '@tanstack/react-query';
import {
  checkEligibilityOptions,
  getOrganisationHistoryInfiniteOptions,
  getOrganisationStandingOptions,
  listAccountChangesOptions,
  listOrganisationDocumentsInfiniteOptions,
  listPublicCallsOptions,
  listStaffInfiniteOptions,
  listVerificationsOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import { keyset } from '@/lib/keyset';

export {
  acceptVerification,
  cancelAccountChange,
  confirmAccountChange,
  correctListEntry,
  createOrganisationDocument,
  createStaffMember,
  deleteInspection,
  deleteOrganisationDocument,
  exportAccountChanges,
  exportOrganisationDocuments,
  exportOrganisationHistory,
  exportStaff,
  recordInspection,
  recordListEntry,
  returnVerification,
  revealBankAccount,
  revealStaffNumber,
  saveVerificationChecklist,
  updateOrganisationDocument,
  updateStaffMember,
  withdrawVerification,
} from '@/api/gen/sdk.gen';
export type {
  AccountChangeView,
  HistoryItemView,
  InspectionView,
  ListEntryView,
  OrganisationDocumentView,
  OrganisationView,
  RuleView,
  StaffMemberView,
  VerificationSummary,
} from '@/api/gen/types.gen';

export const standingOptions = (id: string) => getOrganisationStandingOptions({ path: { id } });

export const eligibilityOptions = (id: string, on: string | undefined, call: string | undefined) =>
  checkEligibilityOptions({ path: { id }, query: { ...(on ? { on } : {}), ...(call ? { call } : {}) } });

/** The calls whose rules can be asked for, newest first. */
export const publishedCallsOptions = listPublicCallsOptions({ query: { limit: 100 } });

export const staffOptions = (id: string, current: boolean) =>
  infiniteQueryOptions({
    ...listStaffInfiniteOptions({ path: { id }, query: current ? { current } : {} }),
    ...keyset,
  });

export const accountChangesOptions = (id: string) => listAccountChangesOptions({ path: { id }, query: { limit: 100 } });

export const historyOptions = (id: string) =>
  infiniteQueryOptions({ ...getOrganisationHistoryInfiniteOptions({ path: { id }, query: { limit: 30 } }), ...keyset });

export const ownVerificationsOptions = (id: string) =>
  listVerificationsOptions({ query: { organisation_id: id, kind: 'change', limit: 100 } });

export const organisationDocumentsOptions = (id: string) =>
  infiniteQueryOptions({ ...listOrganisationDocumentsInfiniteOptions({ path: { id } }), ...keyset });
