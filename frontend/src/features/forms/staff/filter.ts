// Addresses are read by the first script of the site: nothing here may import an operation or a page.
import { workStatesOf } from '@/components/base/workLooks';

export const FORM_STATES = workStatesOf('form');
export const FORM_PURPOSES = ['proposal', 'report'] as const;

export interface FormFilter {
  state?: (typeof FORM_STATES)[number] | undefined;
  purpose?: (typeof FORM_PURPOSES)[number] | undefined;
  q?: string | undefined;
}
