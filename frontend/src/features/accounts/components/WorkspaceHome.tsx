import { Link, useRouter } from '@tanstack/react-router';
import { Card } from '@/components/app/Card';
import { PageHeader } from '@/components/app/PageHeader';
import { Icon } from '@/components/base/Icon';
import { EmptyState } from '@/components/base/States';
import { useTranslation } from '@/lib/i18n';
import { navigationOf } from '@/lib/permissions';
import { useGrantLabel } from '@/lib/scopes';
import { useActiveGrant, useSession } from '@/lib/session';

/** Where everyone starts: who they are here, and where their work is. */
export function WorkspaceHome() {
  const { t } = useTranslation('accounts');
  const { user } = useSession();
  const grant = useActiveGrant();
  const { full } = useGrantLabel();
  const router = useRouter();
  const groups = navigationOf(grant?.role, (to) => to in router.routesByPath);
  return (
    <>
      <PageHeader
        title={t('home.title', { name: user.name })}
        meta={grant ? t('home.lead', { role: full(grant) }) : undefined}
      />
      {grant ? null : (
        <Card>
          <EmptyState title={t('me.noGrants')} text={t('common:session.noGrants')}>
            <Link to="/app/org/organisation/new" className="yc-btn yc-btn--primary">
              {t('common:session.registerOrganisation')}
            </Link>
          </EmptyState>
        </Card>
      )}
      {groups.map((group) => (
        <section key={group.section} aria-label={t(`common:nav.${group.section}Section`)}>
          <h2 className="app-home__section">{t(`common:nav.${group.section}Section`)}</h2>
          <ul className="app-tiles">
            {group.items.map((item) => (
              <li key={item.to}>
                <Link to={item.to} className="app-tile yc-navlink">
                  <Icon name={item.icon} size="1.5rem" />
                  {t(`common:nav.${item.label}`)}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
