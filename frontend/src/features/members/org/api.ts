import { infiniteQueryOptions } from '@tanstack/react-query';
import {
  getOrganisationOptions,
  listInvitationsInfiniteOptions,
  listMembersOptions,
} from '@/api/gen/@tanstack/react-query.gen';
import type { InvitationView, MemberView } from '@/api/gen/types.gen';
import { keyset } from '@/lib/keyset';

export {
  createInvitation,
  exportInvitations,
  exportMembers,
  leaveOrganisation,
  removeMember,
  resendInvitation,
  revokeInvitation,
  updateMember,
} from '@/api/gen/sdk.gen';
export type { InvitationView, MemberView };

/** The roles an organisation gives, the widest first. */
export const MEMBER_ROLES = ['applicant_owner', 'applicant_editor', 'applicant_finance'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

export const membersOptions = (id: string) => listMembersOptions({ path: { id } });
export const organisationOptions = (id: string) => getOrganisationOptions({ path: { id } });
export const invitationsOptions = (id: string) =>
  infiniteQueryOptions({ ...listInvitationsInfiniteOptions({ path: { id } }), ...keyset });
