import { currentLanguage } from '@/lib/i18n';
import type { BankFileProfileView } from './api';

/** What a form of bank files is called in the language of the page. */
export function profileTitle(profile: BankFileProfileView): string {
  return currentLanguage() === 'en' ? profile.title_en : profile.title_zh;
}
