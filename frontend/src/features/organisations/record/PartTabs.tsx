import { Link } from '@tanstack/react-router';
import { useTranslation } from '@/lib/i18n';
import '@/styles/organisations.css';

export type Part = 'standing' | 'documents' | 'staff' | 'account' | 'eligibility' | 'history';

const PARTS = [undefined, 'standing', 'documents', 'staff', 'account', 'eligibility', 'history'] as const;

/** The parts of an organisation's record; each has its own address. */
export function PartTabs({ part }: { part: Part | undefined }) {
  const { t } = useTranslation('record');
  return (
    <nav className="app-tabs yc-no-print" aria-label={t('parts.title')}>
      <ul>
        {PARTS.map((entry) => {
          const current = entry === part;
          return (
            <li key={entry ?? ''}>
              <Link
                to="."
                search={((previous: Record<string, unknown>) => ({ ...previous, part: entry })) as never}
                className="app-tab yc-navlink"
                activeProps={{}}
                aria-current={current ? 'page' : undefined}
                {...(current ? { 'data-current': '' } : {})}
                resetScroll={false}
              >
                {t(`parts.${entry ?? 'registration'}`)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
