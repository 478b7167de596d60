import { addTexts, loadTexts } from './i18n';
import type { Namespace } from './i18n.types';
import sections from './sections.json';

addTexts(
  import.meta.glob<Record<string, never>>(
    [
      '../locales/*/*.json',
      '!../locales/*/{accounts,actions,common,enum,files,members,needs,portal,problems,public}.json',
    ],
    { import: 'default' },
  ),
);

/** What the pages below `/app/<section>` say (`sections.json`); whoever works in one does not wait for the others. */
export async function loadWorkspaceTexts(section: string): Promise<void> {
  const own = section === 'every' ? undefined : (sections as Partial<Record<string, string[]>>)[section];
  await loadTexts(...([...sections.every, ...(own ?? [])] as Namespace[]));
}
