// Addresses are read by the first script of the site: nothing here may import an operation or a page.
import { statesOf } from '@/components/base/status';

export const FORM_STATES = statesOf('form');
export const FORM_PURPOSES = ['proposal', 'report'] as const;

export interface FormFilter {
  state?: (typeof FORM_STATES)[number] | undefined;
  purpose?: (typeof FORM_PURPOSES)[number] | undefined;
  q?: string | undefined;
}
