import type { NoticeState } from '@/api/gen/types.gen';

// Addresses are read by the first script of the site: nothing here may import an operation.

export const NOTICE_STATES = [
  'draft',
  'published',
  'closed',
  'discarded',
  'withdrawn',
] as const satisfies readonly NoticeState[];

export interface NoticeFilter {
  state?: NoticeState | undefined;
}
