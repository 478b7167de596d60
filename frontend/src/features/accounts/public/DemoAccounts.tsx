import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/lib/i18n';
import { roleLabel } from '@/lib/labels';
import { clockOptions } from '@/lib/session';

/** The accounts the server makes when it runs as a demonstration, and says so itself. */
const PASSWORD = 'yichuang-demo';
const accounts = [
  ['officer', 'programme_officer'],
  ['director', 'programme_director'],
  ['applicant', 'applicant_owner'],
  ['orgfinance', 'applicant_finance'],
  ['reviewer', 'reviewer'],
  ['maker', 'finance_maker'],
  ['checker', 'finance_checker'],
  ['approver', 'finance_approver'],
  ['auditor', 'auditor'],
  ['security', 'security_admin'],
] as const;

/** One button a role, in demonstrations only: a visitor walks through a round without typing. */
export function DemoAccounts({
  busy,
  onChoose,
}: {
  busy: boolean;
  onChoose: (email: string, password: string) => void;
}) {
  const { t } = useTranslation('accounts');
  const { data } = useQuery(clockOptions);
  if (!data?.demonstration) return null;
  return (
    <section className="pub-demo" aria-labelledby="demo-accounts">
      <h2 id="demo-accounts" className="pub-h2">
        {t('demo.title')}
      </h2>
      <p className="yc-muted">{t('demo.text')}</p>
      <ul className="pub-demo__list">
        {accounts.map(([name, role]) => (
          <li key={name}>
            <button
              type="button"
              className="yc-btn yc-btn--quiet"
              disabled={busy}
              onClick={() => onChoose(`${name}@demo.yichuang.example`, PASSWORD)}
            >
              {roleLabel(role)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
